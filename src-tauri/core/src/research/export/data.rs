//! What an export is made of, read once: people under their new ids, in that order, and what came
//! back of them. Whoever asked for everything to be deleted is not among them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::ids::Key;
use super::known_by::Attribute;
use crate::error::{Code, Error, Result};
use crate::measures::returned::Returned;
use crate::measures::sheet::HandedIn;
use crate::measures::wording::Checked;
use crate::measures::{Answer, Instrument, Item, Quasi};
use crate::research::{Setup, terms};
use crate::store::Ledger;
use crate::study::protocol::Arm;
use crate::study::withdrawal;

/// Everything.
pub(super) struct Data<'a> {
    pub(super) setup: Setup,
    pub(super) instruments: Vec<&'a Instrument>,
    /// In the order of their ids, which is no order that means anything.
    pub(super) people: Vec<Person>,
    /// What can be asked together: wave and instrument, in the order of the protocol.
    pub(super) asked: Vec<Asked<'a>>,
    /// By person, then in the order of [`Data::asked`].
    pub(super) sheets: Vec<Sheet>,
    /// Person by study code.
    pub(super) places: BTreeMap<String, usize>,
}

/// Somebody.
pub(super) struct Person {
    pub(super) id: String,
    pub(super) arm: Arm,
    pub(super) starts_on: NaiveDate,
    pub(super) breaks: usize,
    pub(super) withdrew: bool,
    /// For each of [`Data::asked`], the sheet that came back.
    pub(super) sheets: Vec<Option<usize>>,
}

/// One instrument in one wave.
pub(super) struct Asked<'a> {
    pub(super) wave: String,
    pub(super) wave_title: String,
    pub(super) id: String,
    /// None where this program does not know it any more.
    pub(super) instrument: Option<&'a Instrument>,
}

/// One questionnaire that came back.
pub(super) struct Sheet {
    pub(super) person: usize,
    pub(super) asked: usize,
    pub(super) study_day: i64,
    pub(super) handed_in: HandedIn,
}

impl<'a> Data<'a> {
    pub(super) fn read(
        ledger: &Ledger,
        setup: Setup,
        instruments: &'a [Instrument],
        key: &Key,
        returned: Vec<Returned>,
    ) -> Result<Self> {
        let withdrew = withdrawal::received(ledger)?;
        let mut named: Vec<(Person, String)> = terms(ledger)?
            .into_iter()
            .filter(|(code, _)| withdrew.get(code).is_none_or(|said| said.keep))
            .map(|(code, terms)| {
                let person = Person {
                    id: key.id(&code),
                    arm: terms.arm,
                    starts_on: terms.starts_on,
                    breaks: terms.breaks.len(),
                    withdrew: withdrew.contains_key(&code),
                    sheets: Vec::new(),
                };
                (person, code)
            })
            .collect();
        named.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        if named.windows(2).any(|pair| pair[0].0.id == pair[1].0.id) {
            return Err(Error::new(Code::Fault, "two people were given one id; try again"));
        }
        let (people, codes): (Vec<Person>, Vec<String>) = named.into_iter().unzip();
        let places: BTreeMap<String, usize> = codes.into_iter().zip(0..).collect();
        let mut data = Self {
            setup,
            instruments: Vec::new(),
            people,
            asked: Vec::new(),
            sheets: Vec::new(),
            places,
        };
        data.lay_out(instruments, &returned);
        data.take(returned);
        Ok(data)
    }

    /// Which instruments there are in which waves: those of the protocol, and what came back of an
    /// earlier version of it.
    fn lay_out(&mut self, instruments: &'a [Instrument], returned: &[Returned]) {
        let mut more: BTreeSet<(&str, &str)> =
            returned.iter().map(|one| (&*one.handed_in.wave, &*one.handed_in.instrument)).collect();
        let known = |id: &str| instruments.iter().find(|instrument| instrument.id == id);
        let mut ask = |wave: &str, wave_title: &str, id: &str| {
            self.asked.push(Asked {
                wave: wave.to_owned(),
                wave_title: wave_title.to_owned(),
                id: id.to_owned(),
                instrument: known(id),
            });
        };
        for wave in &self.setup.file.protocol.waves {
            for id in &wave.instruments {
                more.remove(&(&*wave.id, &**id));
                ask(&wave.id, &wave.title, id);
            }
        }
        for (wave, id) in more {
            let title = self.setup.file.protocol.wave(wave).map_or(wave, |wave| &wave.title);
            ask(wave, title, id);
        }
        for instrument in self.asked.iter().filter_map(|asked| asked.instrument) {
            if !self.instruments.iter().any(|known| known.id == instrument.id) {
                self.instruments.push(instrument);
            }
        }
    }

    fn take(&mut self, returned: Vec<Returned>) {
        let place: BTreeMap<(String, String), usize> = (0..)
            .zip(&self.asked)
            .map(|(at, asked)| ((asked.wave.clone(), asked.id.clone()), at))
            .collect();
        for person in &mut self.people {
            person.sheets = vec![None; self.asked.len()];
        }
        for sheet in returned {
            let handed_in = sheet.handed_in;
            let key = (handed_in.wave.clone(), handed_in.instrument.clone());
            let Some((person, asked)) = self.places.get(&sheet.author).zip(place.get(&key)) else {
                continue;
            };
            let study_day = self.people[*person].day(sheet.day);
            self.sheets.push(Sheet { person: *person, asked: *asked, study_day, handed_in });
        }
        self.sheets.sort_by_key(|sheet| (sheet.person, sheet.asked));
        for (at, sheet) in self.sheets.iter().enumerate() {
            self.people[sheet.person].sheets[sheet.asked] = Some(at);
        }
    }

    /// What came back of a person in one of [`Data::asked`].
    pub(super) fn sheet(&self, person: &Person, asked: usize) -> Option<&Sheet> {
        person.sheets[asked].map(|at| &self.sheets[at])
    }

    /// Whether answers to an item go into the tables of answers: those that people can be known by
    /// stand with the people alone, coarsened.
    pub(super) fn is_open_to_all(instrument: Option<&Instrument>, number: u32) -> bool {
        let item = instrument.and_then(|own| own.items.iter().find(|item| item.number == number));
        item.is_none_or(|item| item.quasi.is_none())
    }

    /// Everything that people can be known by.
    pub(super) fn attributes(&self) -> Vec<Attribute> {
        let label = |code: i32, label: &str| (code, label.to_owned());
        let own = |name: &str, title: &str, labels, code: &dyn Fn(&Person) -> i32| Attribute {
            name: name.to_owned(),
            title: title.to_owned(),
            kind: Quasi::Category,
            labels,
            codes: self.people.iter().map(|person| Some(code(person))).collect(),
        };
        let mut attributes = vec![
            own(
                "weeks_without_class",
                "Weeks of holiday in the course",
                BTreeMap::new(),
                &|person| person.breaks as i32,
            ),
            own(
                "withdrew",
                "Whether somebody withdrew (and what they gave is kept)",
                [label(0, "no"), label(1, "kept")].into(),
                &|person| i32::from(person.withdrew),
            ),
        ];
        for instrument in &self.instruments {
            let marked = instrument.items.iter().filter(|item| item.quasi.is_some());
            attributes.extend(marked.filter_map(|item| self.attribute(instrument, item)));
        }
        attributes.extend(self.languages());
        attributes
    }

    /// In which language people answered what is ours; none before that was noted. Few may have
    /// chosen another one, so they can be known by it. Where there was one alone, it is everybody's.
    fn languages(&self) -> Option<Attribute> {
        let said = |person: &Person| {
            let sheets = person.sheets.iter().flatten().map(|at| &self.sheets[*at].handed_in);
            let own: BTreeSet<&str> = sheets
                .filter_map(|sheet| sheet.language.as_deref())
                .flat_map(|languages| languages.split(' '))
                .collect();
            (!own.is_empty()).then(|| own.into_iter().collect::<Vec<_>>().join(" "))
        };
        let said: Vec<Option<String>> = self.people.iter().map(said).collect();
        let all: Vec<&String> =
            said.iter().flatten().collect::<BTreeSet<_>>().into_iter().collect();
        let code = |one: &Option<String>| match all.len() {
            1 => Some(0),
            _ => all.iter().position(|other| Some(*other) == one.as_ref()).map(|at| at as i32),
        };
        (!all.is_empty()).then(|| Attribute {
            name: "answered_in".to_owned(),
            title: "Language in which our own questionnaires were answered".to_owned(),
            kind: Quasi::Category,
            codes: said.iter().map(code).collect(),
            labels: (0..).zip(all.iter().map(|one| (*one).clone())).collect(),
        })
    }

    fn attribute(&self, instrument: &Instrument, item: &Item) -> Option<Attribute> {
        let places: Vec<usize> =
            (0..self.asked.len()).filter(|at| self.asked[*at].id == instrument.id).collect();
        // Where it was asked again, the first answer stands.
        let code = |person: &Person| {
            places.iter().filter_map(|at| self.sheet(person, *at)).find_map(|sheet| {
                match sheet.handed_in.answers.iter().find(|one| one.number == item.number)?.answer {
                    Answer::Code(code) => Some(code),
                    Answer::Skipped | Answer::Refused => None,
                }
            })
        };
        let labels = match instrument.checked {
            None => instrument.codes(item).iter().copied().zip(instrument.labels(item)).collect(),
            Some(Checked::Published | Checked::Unchecked) => BTreeMap::new(),
        };
        Some(Attribute {
            name: item.column.clone(),
            title: match instrument.checked {
                None => item.text.clone(),
                Some(_) => format!("Item {} of {}", item.number, instrument.title),
            },
            kind: item.quasi?,
            labels,
            codes: self.people.iter().map(code).collect(),
        })
    }
}

impl Person {
    /// A day counted from class 1, which is day 1.
    pub(super) fn day(&self, day: NaiveDate) -> i64 {
        (day - self.starts_on).num_days() + 1
    }

    pub(super) fn arm_name(&self) -> &'static str {
        match self.arm {
            Arm::Course => "course",
            Arm::Comparison => "comparison",
        }
    }
}
