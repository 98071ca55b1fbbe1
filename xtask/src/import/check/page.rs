//! The facts of a page by path, in the paths that the spec has.

use std::collections::BTreeMap;

use crate::import::{
    facts::{Facts, Field, Root},
    text::key,
};

/// A page.
pub struct Page<'a> {
    /// What it says.
    pub facts: &'a Facts,
    /// The fields of its tables.
    pub tabled: BTreeMap<String, &'a Field>,
    /// The rows that are about what is around the parameters and the payload: `body.sign`, `request.timestamp`, `answer.code`.
    pub around: BTreeMap<String, &'a Field>,
}

impl<'a> Page<'a> {
    /// The facts by path.
    pub fn of(facts: &'a Facts) -> Self {
        let mut page = Self {
            facts,
            tabled: BTreeMap::new(),
            around: BTreeMap::new(),
        };
        for field in &facts.body {
            let here = format!("body.{}", field.name);
            page.around.entry(here).or_insert(field);
        }
        page.request();
        match facts.root {
            Root::Envelope => page.envelope(),
            Root::Data => page.fields(&facts.response, "response"),
            Root::Rows => page.fields(&facts.response, "response[]"),
            Root::None => {}
        }
        page
    }

    fn request(&mut self) {
        for field in &self.facts.request {
            let here = format!("request.{}", field.name);
            let is_around = matches!(key(&field.name).as_str(), "appid" | "sign");
            if is_around || field.name == "timestamp" {
                self.around.entry(here).or_insert(field);
            } else {
                self.field(field, here);
            }
        }
    }

    fn envelope(&mut self) {
        for field in &self.facts.response {
            if key(&field.name) == "data" {
                let list = field.ty.base == crate::import::table::words::Base::List;
                let inner = if list { "response[]" } else { "response" };
                self.around.entry("response".to_owned()).or_insert(field);
                self.fields(&field.fields, inner);
            } else {
                let here = format!("answer.{}", field.name);
                self.around.entry(here).or_insert(field);
            }
        }
    }

    fn fields(&mut self, fields: &'a [Field], path: &str) {
        for field in fields {
            self.field(field, format!("{path}.{}", field.name));
        }
    }

    fn field(&mut self, field: &'a Field, here: String) {
        // Of two rows with one name, the first is carried.
        if self.tabled.contains_key(&here) {
            return;
        }
        let list = field.ty.base == crate::import::table::words::Base::List;
        let inner = if list {
            format!("{here}[]")
        } else {
            here.clone()
        };
        self.tabled.insert(here, field);
        self.fields(&field.fields, &inner);
    }

    /// What the spec calls a path of the facts: it has no step for `data`.
    pub fn in_spec(&self, path: &str) -> String {
        let Some(rest) = path.strip_prefix("response") else {
            return path.to_owned();
        };
        let inside = rest
            .strip_prefix(".data")
            .filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        match (inside, self.facts.root) {
            (Some(inside), _) => format!("response{}", inside.strip_suffix("[]").unwrap_or(inside)),
            (None, Root::Envelope) if !rest.is_empty() => format!("answer{rest}"),
            (None, Root::Rows) if !rest.is_empty() => format!("response[]{rest}"),
            (None, _) => path.to_owned(),
        }
    }

    /// The line of a field.
    pub fn line(&self, path: &str) -> Option<usize> {
        let field = self.tabled.get(path).or_else(|| self.around.get(path))?;
        Some(field.line).filter(|line| *line > 0)
    }
}

/// Whether `path` lies inside `outer`.
pub fn lies_in(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.starts_with(['.', '[']))
}
