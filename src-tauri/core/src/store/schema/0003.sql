-- A sender may take back what they gave. Then the facts that were received from them are emptied,
-- and nothing else about a fact can ever change: see deletion.rs. What the owner's own chain does
-- not say is refused as before.
DROP TRIGGER fact_is_final;
CREATE TRIGGER fact_is_final BEFORE UPDATE ON fact
WHEN NOT (
    OLD.author <> 'me' AND OLD.kind <> 'emptied'
    AND NEW.kind = 'emptied' AND NEW.at = '' AND NEW.day = '' AND NEW.body = '{}'
    AND NEW.seq = OLD.seq AND NEW.id = OLD.id AND NEW.author = OLD.author
    AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.form = OLD.form
    AND NEW.zone IS OLD.zone AND NEW.boot_ms = OLD.boot_ms AND NEW.boot = OLD.boot
    AND NEW.program = OLD.program AND NEW.content = OLD.content
    AND NEW.corrects IS OLD.corrects AND NEW.reason IS OLD.reason
    AND EXISTS (
        SELECT 1 FROM fact AS own
        WHERE own.kind = 'deleted' AND own.author = 'me'
          AND own.body ->> 'code' = OLD.author AND own.body ->> 'through' >= OLD.number
          AND NOT EXISTS (SELECT 1 FROM json_each(own.body, '$.kept') WHERE value = OLD.kind))
)
BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
