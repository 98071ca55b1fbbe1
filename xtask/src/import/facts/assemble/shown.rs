//! Which way the fields of a table travel, by the examples that show them: for tables whose headings do not say.

use std::collections::BTreeSet;

use super::{
    index,
    samples::{is_answer, is_body},
};
use crate::import::{
    example::{self, Json},
    facts::Side,
    table::{Block, Table},
};

/// Most objects that are looked at on each side.
const MOST: usize = 100;

/// The names in the objects of the examples of both sides.
#[derive(Debug, Default)]
pub(super) struct Shown {
    objects: [Vec<BTreeSet<String>>; 2],
}

impl Shown {
    /// Looks through the examples whose side is plain: signed bodies, calls with a query, and answers.
    pub(super) fn of(blocks: &[Block]) -> Self {
        let mut shown = Self::default();
        for block in blocks {
            match block {
                Block::Prose(line) | Block::Code(line) if line.text.contains('?') => {
                    shown.query(&line.text);
                }
                _ => {}
            }
            if let Block::Code(line) = block
                && let Ok(read) = example::read(&line.text)
            {
                shown.example(&read.value);
            }
        }
        shown
    }

    fn query(&mut self, text: &str) {
        if let Some(pairs) = example::query(text) {
            let names = pairs.into_iter().map(|(name, _)| name.to_owned());
            self.objects[index(Side::Request)].push(names.collect());
        }
    }

    fn example(&mut self, value: &Json) {
        if is_answer(value) {
            self.all(value, Side::Response);
        } else if is_body(value) {
            match value.get("param").or_else(|| value.get("params")) {
                Some(Json::Text(text)) => {
                    if let Ok(read) = example::read(text) {
                        self.all(&read.value, Side::Request);
                    }
                }
                Some(inner) => self.all(inner, Side::Request),
                None => {}
            }
        }
    }

    fn all(&mut self, value: &Json, side: Side) {
        if self.objects[index(side)].len() >= MOST {
            return;
        }
        match value {
            Json::Object(members) => {
                let names = members.iter().map(|(name, _)| name.clone());
                self.objects[index(side)].push(names.collect());
                for (_, value) in members {
                    self.all(value, side);
                }
            }
            // The rows of a list are alike.
            Json::List(rows) => {
                for row in rows.iter().take(3) {
                    self.all(row, side);
                }
            }
            _ => {}
        }
    }

    /// The side one of whose objects has most of a table's fields, where none of the other has more than a few.
    pub(super) fn side(&self, table: &Table) -> Option<Side> {
        let deep = table.rows.iter().map(|row| row.depth).min()?;
        let names = table.rows.iter().filter(|row| row.depth == deep);
        let names: Vec<&str> = names
            .filter_map(|row| row.name.as_deref())
            .filter(|name| !name.contains('.'))
            .collect();
        let most = |side: Side| {
            let objects = self.objects[index(side)].iter();
            let shown = |object: &BTreeSet<String>| {
                names.iter().filter(|name| object.contains(**name)).count()
            };
            objects.map(shown).max().unwrap_or_default()
        };
        let of = |side: Side, other: Side| {
            most(side) >= 2 && most(side) * 3 >= names.len() * 2 && most(other) * 3 <= names.len()
        };
        if of(Side::Response, Side::Request) {
            Some(Side::Response)
        } else {
            of(Side::Request, Side::Response).then_some(Side::Request)
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::import::{self, facts::rows};

    #[test]
    fn examples_say_which_side_a_table_is_of() {
        let call = "GET {domain}/a/b?uuid=U1&state=1";
        let body = r#"{"appId": "x", "sign": "y", "param": "{\"uuid\": \"U1\", \"state\": 1}"}"#
            .to_owned();
        let listed = r#"{"code": 10000, "message": "ok", "data": {"rows": [{"id": "1", "name": "A", "state": 1}]}}"#;
        let flat = r#"{"code": 10000, "message": "ok", "data": {"uuid": "U1", "state": 1, "id": "1", "name": "A"}}"#;
        let rows = "id string The id\nname string The name\nstate int The state";
        for (sent, heading, answer) in [
            (call, "Fields of one account", listed),
            (call, "Account", listed),
            (&body, "Details", listed),
            (&body, "One account", flat),
        ] {
            let page = format!(
                "# T\n\n# URL\n\n{{domain}}/a/b\n\n# Query parameters\n\nName Required Type Description\n\
                 uuid Yes string The user\nstate No int The state\n\n# Sample call\n\n{sent}\n\n\
                 # {heading}\n\nName Type Description\n{rows}\n\n# Sample answer\n\n{answer}\n"
            );
            let pieces = import::page::read("page.txt", page.as_bytes()).unwrap();
            let facts = import::extract("page.txt", &pieces);
            assert_eq!(facts.request.len(), 2, "{page}");
            assert_eq!(rows::listed(&facts).len(), 3, "{page}");
        }
    }
}
