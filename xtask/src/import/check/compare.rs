//! The differences between a page and what the spec has of it, each once: what lies inside a field that is new, gone or of
//! another type is not told besides.

mod around;

use std::collections::BTreeMap;

use codegen::load::Rule;

use super::{
    Finding, Pair, Standing,
    page::lies_in,
    shape::{Entry, Root},
    values,
};
use crate::import::{
    facts::{Field, Required},
    text::key,
};

/// Every difference.
pub fn all(pair: &Pair<'_>) -> Vec<Finding> {
    let mut comparison = Comparison {
        pair,
        findings: Vec::new(),
        closed: Vec::new(),
    };
    comparison.head();
    comparison.around();
    comparison.known_fields();
    comparison.new_fields();
    comparison.not_carried();
    comparison.only_in_examples();
    comparison.rules();
    comparison.unread();
    comparison.findings
}

pub(super) struct Comparison<'p, 'a> {
    pub pair: &'p Pair<'a>,
    pub findings: Vec<Finding>,
    /// Fields of which all has been told.
    closed: Vec<String>,
}

impl<'a> Comparison<'_, 'a> {
    /// A finding about the page as a whole.
    fn whole(&mut self, tag: &'static str, spec: &str, page: String, line: Option<usize>) {
        self.findings.push(Finding {
            tag,
            path: String::new(),
            subjects: Vec::new(),
            spec: spec.to_owned(),
            page,
            line,
            place: self.pair.spec.place,
            doubts: self.pair.page.facts.review.clone(),
            entry: None,
            standing: Standing::Differs,
        });
    }

    /// A finding about a field, with its doubts if a row of the page is about it.
    pub fn field(
        &mut self,
        tag: &'static str,
        path: &str,
        spec: impl Into<String>,
        page: impl Into<String>,
    ) {
        let row = self.pair.page.tabled.get(path);
        let row = row.or_else(|| self.pair.page.around.get(path));
        let entry = self.pair.spec.entries.iter().find(|one| one.path == path);
        self.findings.push(Finding {
            tag,
            path: path.to_owned(),
            subjects: Vec::new(),
            spec: spec.into(),
            page: page.into(),
            line: self.pair.page.line(path),
            place: entry.map_or(self.pair.spec.place, |entry| entry.place),
            doubts: row.map_or_else(Vec::new, |row| row.review.clone()),
            entry: None,
            standing: Standing::Differs,
        });
    }

    /// The last finding is no difference, but worth a line.
    pub fn only_a_note(&mut self) {
        if let Some(last) = self.findings.last_mut() {
            last.standing = Standing::Note;
        }
    }

    fn head(&mut self) {
        let (page, spec, draft) = (self.pair.page.facts, self.pair.spec, self.pair.draft);
        if let (Some(own), Some(path)) = (spec.path, &page.path)
            && draft.path.map(|path| &path.value) != Some(&own.value)
        {
            self.whole("path", &own.value, path.text.clone(), Some(path.line));
        }
        if let Some(method) = page.method.as_ref().filter(|method| *method != "POST") {
            self.whole("method", "POST", method.clone(), None);
        }
        match (spec.deprecated, page.deprecated) {
            (None, true) => self.whole("deprecated", "in use", "out of use".to_owned(), None),
            (Some(_), false) => self.whole("deprecated", "out of use", "in use".to_owned(), None),
            _ => {}
        }
        if spec.path.is_some() && spec.root != draft.root {
            let shown = page.examples.responses.is_empty();
            self.field("type", "response", root(spec.root), root(draft.root));
            self.closed.push("response".to_owned());
            if shown && draft.root == Root::None && page.root == crate::import::facts::Root::None {
                self.only_a_note();
            }
        }
    }

    fn is_closed(&self, path: &str) -> bool {
        self.closed.iter().any(|outer| lies_in(path, outer))
    }

    fn known_fields(&mut self) {
        let drafted: BTreeMap<&str, &Entry<'_>> = by_path(&self.pair.draft.entries);
        let mut seen: Vec<&str> = Vec::new();
        for entry in &self.pair.spec.entries {
            let path = entry.path.as_str();
            if self.is_closed(path) || seen.contains(&path) {
                continue;
            }
            seen.push(path);
            let row = self.pair.page.tabled.get(path).copied();
            self.known_field(entry, row, drafted.get(path).copied());
        }
    }

    fn known_field(&mut self, spec: &Entry<'a>, row: Option<&Field>, drafted: Option<&Entry<'_>>) {
        let path = spec.path.as_str();
        let from_example = spec.field.source.is_some();
        match (row, drafted) {
            (None, None) => {
                let page = if from_example {
                    "the example no longer shows it"
                } else {
                    "neither a table nor an example has it"
                };
                self.field("dropped", path, spec.ty.wire(), page);
                self.closed.push(path.to_owned());
            }
            (None, Some(_)) if from_example => {
                self.field("example-only", path, "in the example only", "the same");
                self.only_a_note();
            }
            (None, Some(_)) => {
                let page = "no table has it, only the example";
                self.field("example-only", path, spec.ty.wire(), page);
                self.closed.push(path.to_owned());
            }
            (Some(_), _) if from_example => {
                let page = "a table has it";
                self.field("documented", path, "in the example only", page);
            }
            (Some(_), None) => {
                self.field("type", path, spec.ty.wire(), "nothing shows what it holds");
                self.only_a_note();
                self.closed.push(path.to_owned());
            }
            (Some(row), Some(drafted)) => {
                if values::differ_in_type(self, spec, row, drafted) {
                    self.closed.push(path.to_owned());
                } else {
                    values::compare(self, spec, row, drafted);
                }
            }
        }
    }

    fn new_fields(&mut self) {
        let known: BTreeMap<&str, &Entry<'_>> = by_path(&self.pair.spec.entries);
        for entry in &self.pair.draft.entries {
            let path = entry.path.as_str();
            if self.is_closed(path) || known.contains_key(path) || self.closed.contains(&entry.path)
            {
                continue;
            }
            self.new_row(path);
            self.closed.push(path.to_owned());
        }
    }

    /// Rows that the language cannot carry: the draft has only a comment about them. A comment that names one says that it
    /// is known.
    fn not_carried(&mut self) {
        let known: BTreeMap<&str, &Entry<'_>> = by_path(&self.pair.spec.entries);
        let drafted: BTreeMap<&str, &Entry<'_>> = by_path(&self.pair.draft.entries);
        let rows: Vec<String> = self.pair.page.tabled.keys().cloned().collect();
        for path in rows {
            let carried = known.contains_key(&*path) || drafted.contains_key(&*path);
            if !carried && !self.is_closed(&path) {
                self.new_row(&path);
                self.closed.push(path);
            }
        }
    }

    fn new_row(&mut self, path: &str) {
        let page = self.pair.page;
        let row = page.tabled.get(path).or_else(|| page.around.get(path));
        let drafted = self.pair.draft.entries.iter().find(|one| one.path == path);
        let mut says = match (row, drafted) {
            (None, Some(drafted)) => format!("{}, in the example only", drafted.ty.wire()),
            (Some(row), _) => row.ty.name(),
            (None, None) => String::new(),
        };
        says.push_str(match row.map(|row| row.required) {
            Some(Required::Yes) => ", required",
            Some(Required::No) => ", optional",
            _ => "",
        });
        if drafted.is_none() {
            says.push_str(", which the draft does not carry");
        }
        self.field("added", path, "not in the spec", says);
        let name = path.rsplit('.').next().unwrap_or(path);
        let named = format!("`{name}`");
        let is_known = |line: &str| line.contains('#') && line.contains(&named);
        if drafted.is_none() && self.pair.text.lines().any(is_known) {
            self.only_a_note();
        }
    }

    fn rules(&mut self) {
        let spec: BTreeMap<String, String> = self.pair.spec.rules.iter().filter_map(rule).collect();
        let page: BTreeMap<String, String> =
            self.pair.draft.rules.iter().filter_map(rule).collect();
        for (what, own) in &spec {
            match page.get(what) {
                Some(says) if says == own => {}
                Some(says) => self.whole("rule", &format!("{what} {own}"), says.clone(), None),
                None if self.names_a_closed_field(what) => {}
                None => self.whole("rule", &format!("{what} {own}"), "none".to_owned(), None),
            }
        }
        for (what, says) in page.iter().filter(|(what, _)| !spec.contains_key(*what)) {
            self.whole("rule", "none", format!("{what} {says}"), None);
        }
    }

    /// A rule about a field that is gone or of another type is gone with it.
    fn names_a_closed_field(&self, rule: &str) -> bool {
        if self.closed.iter().any(|path| path == "request") {
            return true;
        }
        let words = rule.split([' ', ',']);
        let mut fields = words.map(|word| format!("request.{word}"));
        fields.any(|field| self.closed.contains(&field))
    }
}

fn by_path<'e, 'a>(entries: &'e [Entry<'a>]) -> BTreeMap<&'e str, &'e Entry<'a>> {
    let pairs = entries.iter().map(|entry| (entry.path.as_str(), entry));
    pairs.collect()
}

fn root(root: Root) -> &'static str {
    match root {
        Root::None => "nothing",
        Root::Object => "object",
        Root::List => "list<object>",
    }
}

/// A rule: what it is about, and what it says of that. Whether one of several fields is given or more is for a person to
/// decide, so both are alike.
fn rule(rule: &Rule) -> Option<(String, String)> {
    match rule {
        Rule::Span { start, end, max } => {
            let what = format!("{} - {}", end.value, start.value);
            Some((what, format!("at most {} seconds", max.value)))
        }
        Rule::OneOf(fields) | Rule::AnyOf(fields) => {
            let mut names: Vec<&str> = fields.iter().map(codegen::place::Spanned::as_str).collect();
            names.sort_by_key(|name| key(name));
            Some((names.join(","), "one must be given".to_owned()))
        }
        Rule::Unread => None,
    }
}
