-- The owner's own facts by what they are about, so that what a screen costs grows with what it
-- shows and not with the years before. What was received is in none of these. Where counting is
-- all that is asked, an index has every column that the question names, and no fact is read.
CREATE INDEX own_sit ON fact (body ->> 'practice')
WHERE kind = 'sit' AND author = 'me' AND body ->> 'choices' IS NOT NULL;
CREATE INDEX own_note ON fact (body ->> 'sit')
WHERE kind = 'sit-note' AND author = 'me';
CREATE INDEX own_tick ON fact (body ->> 'informal', day, body ->> 'word', kind, author)
WHERE kind = 'informal' AND author = 'me';
CREATE INDEX own_entry ON fact (body ->> 'exercise', corrects, id, day, kind, author)
WHERE kind = 'journal' AND author = 'me';
CREATE INDEX own_entry_removed ON fact (body ->> 'entry')
WHERE kind = 'journal-removed' AND author = 'me';
CREATE INDEX own_read ON fact (body ->> 'part', body ->> 'section', kind, author)
WHERE kind = 'lesson-read' AND author = 'me';
