//! From differences to changes of the spec's files.

mod added;
mod dropped;

use std::collections::BTreeSet;

use codegen::{load::Rule, source::Sources};

use super::{
    edit::{self, Op, Ops},
    ledger,
};
use crate::{
    import::check::{
        Finding, Pair,
        shape::{Entry, Item},
    },
    mutate::tree::{self, Node, Shape},
};

/// The keys of a field, in the order in which they are written.
const ORDER: [&str; 14] = [
    "type",
    "required",
    "required_if",
    "default",
    "range",
    "length",
    "min_items",
    "max_items",
    "pattern",
    "sensitive",
    "source",
    "selects",
    "sum_of",
    "deprecated",
];

/// What is to be done.
pub struct Plan<'p, 'a> {
    pub pair: &'p Pair<'a>,
    pub sources: &'p Sources,
    /// The changes of each file.
    pub files: Vec<Ops>,
    /// What a person has to do.
    pub left: Vec<String>,
    /// Entries that the ledger gets at its end.
    pub appended: String,
    /// What has been taken out of the ledger: entry and subject.
    pub taken: BTreeSet<(String, String)>,
    drafted: Node,
    /// Declarations that have been taken over from the draft.
    declared: BTreeSet<String>,
}

/// What came of it.
pub struct Planned {
    pub files: Vec<Ops>,
    pub left: Vec<String>,
    pub appended: String,
}

impl<'p, 'a> Plan<'p, 'a> {
    /// The changes that these differences ask for.
    pub fn of(
        pair: &'p Pair<'a>,
        sources: &'p Sources,
        differences: &[&Finding],
    ) -> Result<Planned, String> {
        let mut plan = Self {
            pair,
            sources,
            files: sources.files().iter().map(|_| Ops::default()).collect(),
            left: Vec::new(),
            appended: String::new(),
            taken: BTreeSet::new(),
            drafted: tree::parse(pair.drafted)?,
            declared: BTreeSet::new(),
        };
        for finding in differences {
            plan.finding(finding);
        }
        Ok(Planned {
            files: plan.files,
            left: plan.left,
            appended: plan.appended,
        })
    }

    fn finding(&mut self, finding: &Finding) {
        let path = finding.path.as_str();
        let known = self.pair.spec.entries.iter().find(|one| one.path == path);
        let drafted = self.pair.draft.entries.iter().find(|one| one.path == path);
        match (finding.tag, known, drafted) {
            ("added", None, Some(drafted)) => self.add(drafted),
            ("dropped", Some(known), _) => self.drop_field(known),
            // With a row that holds a table, the table hangs in the air, too.
            ("example-only", Some(known), Some(drafted))
                if !matches!(known.ty.item, Item::Object) =>
            {
                self.only_shown(known, drafted);
            }
            ("type" | "documented", Some(known), Some(drafted)) => {
                self.sync(known, drafted, &ORDER[..9]);
                self.sync(known, drafted, &["source"]);
                if finding.tag == "documented" {
                    ledger::documented(self, &known.subject);
                }
            }
            ("required", Some(known), Some(drafted)) => {
                self.sync(known, drafted, &["required", "default"]);
            }
            ("required-if", Some(known), Some(drafted)) => {
                self.sync(known, drafted, &["required_if"]);
            }
            ("limits", Some(known), Some(drafted)) => {
                self.sync(
                    known,
                    drafted,
                    &["range", "length", "min_items", "max_items"],
                );
            }
            ("default", Some(known), Some(drafted)) => self.sync(known, drafted, &["default"]),
            ("pattern", Some(known), Some(drafted)) => self.sync(known, drafted, &["pattern"]),
            ("deprecated", Some(known), Some(drafted)) => {
                self.sync(known, drafted, &["deprecated"]);
            }
            ("values", Some(known), Some(drafted)) => self.values(known, drafted),
            ("path", ..) => self.head("path"),
            ("deprecated", None, _) if path.is_empty() => self.head("deprecated"),
            ("rule", ..) => self.rules(),
            ("mended", ..) => {
                let entry = finding.entry.as_deref().unwrap_or_default();
                for subject in &finding.subjects {
                    ledger::mended(self, entry, subject);
                }
            }
            _ if finding.spec == "no quirk says so" || finding.tag == "value-conflict" => {
                ledger::note(self, finding);
            }
            _ => self.leave(finding),
        }
    }

    fn leave(&mut self, finding: &Finding) {
        let at = if finding.path.is_empty() {
            "the page"
        } else {
            &finding.path
        };
        let (tag, spec, page) = (finding.tag, &finding.spec, &finding.page);
        let left = format!("{at}: {tag}: the spec has {spec}, the page {page}");
        self.left.push(left);
    }

    pub fn change(&mut self, file: usize, keys: &[String], op: Op) {
        if let Some(ops) = self.files.get_mut(file) {
            ops.add(keys, op);
        }
    }

    /// Drops what was to be changed in an entry of a file: the entry goes.
    pub fn forget(&mut self, file: usize, entry: &str) {
        if let Some(ops) = self.files.get_mut(file) {
            ops.forget(entry);
        }
    }

    /// The file that the endpoint or notification stands in.
    fn own(&self) -> usize {
        self.pair.spec.place.file
    }

    /// Takes keys of a field over from the draft.
    fn sync(&mut self, known: &Entry<'_>, drafted: &Entry<'_>, keys: &[&'static str]) {
        let file = known.place.file;
        let Some(node) = edit::find(&self.drafted, &drafted.keys).cloned() else {
            return;
        };
        let text = self.sources.files().get(file).map(|file| &file.text);
        let spec = text.and_then(|text| tree::parse(text).ok());
        let spec = spec.as_ref().and_then(|root| edit::find(root, &known.keys));
        let (Some(spec), true) = (spec.cloned(), !keys.is_empty()) else {
            return;
        };
        for key in keys {
            let one = [(*key).to_owned()];
            let (old, new) = (edit::find(&spec, &one), edit::find(&node, &one));
            let alike = *key == "type" && known.ty.list == drafted.ty.list && {
                let same = known.ty.item.wire() == drafted.ty.item.wire();
                same && !matches!(drafted.ty.item, Item::Enum(_))
            };
            match (old, new) {
                (Some(_), _) if alike && !is_finer(drafted, known) => {}
                (_, Some(new)) => {
                    let value = self.pair.drafted.get(new.range.clone()).unwrap_or_default();
                    let value = value.to_owned();
                    if *key == "type" {
                        self.declare(drafted);
                    }
                    let at = ORDER.iter().position(|one| one == key).unwrap_or(0);
                    let after = ORDER.get(..at).unwrap_or_default();
                    let key = (*key).to_owned();
                    self.change(file, &known.keys, Op::Set { key, value, after });
                }
                (Some(_), None) => {
                    self.change(file, &known.keys, Op::Remove((*key).to_owned()));
                }
                (None, None) => {}
            }
        }
    }

    /// A field that no table has any more, only the example.
    fn only_shown(&mut self, known: &Entry<'_>, drafted: &Entry<'_>) {
        if self.pair.spec.path.is_some() && known.path.starts_with("request") {
            self.sync(known, drafted, &["required"]);
        } else {
            self.sync(known, drafted, &["required", "source"]);
        }
        ledger::only_shown(self, &known.subject);
    }

    /// Values that are new, and values that are gone.
    fn values(&mut self, known: &Entry<'_>, drafted: &Entry<'_>) {
        let (Item::Enum(own), Item::Enum(page)) = (known.ty.item, drafted.ty.item) else {
            return self.sync(known, drafted, &["type"]);
        };
        let file = own.place.file;
        let path = [known.ty.name, "values"].map(str::to_owned);
        let keys: Vec<String> = ["enums".to_owned()].into_iter().chain(path).collect();
        let draft_keys: Vec<String> = ["enums", drafted.ty.name, "values"]
            .map(str::to_owned)
            .to_vec();
        let mut after: Option<String> = None;
        for value in page.values.names() {
            if own.values.get(value).is_some() {
                after = Some(value.to_owned());
                continue;
            }
            let mut lines = self.lines(&[&draft_keys[..], &[value.to_owned()]].concat());
            lines.insert(
                0,
                "# REVIEW: the page lists it; say what it means".to_owned(),
            );
            let key = value.to_owned();
            let after = after.clone();
            self.change(file, &keys, Op::Insert { after, key, lines });
        }
        // A value goes when no row of the page lists it for this enum.
        let rows = self.pair.spec.entries.iter();
        let rows = rows.filter(|entry| entry.ty.name == known.ty.name);
        let rows: Vec<_> = rows
            .filter_map(|entry| self.pair.page.tabled.get(&entry.path))
            .collect();
        let listed = |value: &str| {
            let items = rows.iter().flat_map(|row| &row.values);
            items.into_iter().any(|item| item.value == value)
        };
        for value in own
            .values
            .names()
            .filter(|value| page.values.get(value).is_none())
        {
            if listed(value) {
                let left = format!("{}: other rows of the page list {value}", known.path);
                self.left.push(left);
            } else {
                self.change(file, &keys, Op::Remove(value.to_owned()));
            }
        }
    }

    /// A key of the endpoint itself, as the draft has it.
    fn head(&mut self, key: &'static str) {
        let file = self.own();
        let node = edit::find(&self.drafted, &[key.to_owned()]);
        let value = node.and_then(|node| self.pair.drafted.get(node.range.clone()));
        match value.map(str::to_owned) {
            Some(value) => {
                let after = &["operation", "notification", "title", "doc"];
                let key = key.to_owned();
                self.change(file, &[], Op::Set { key, value, after });
            }
            None => self.change(file, &[], Op::Remove(key.to_owned())),
        }
    }

    /// The limits between parameters, as the draft has them.
    fn rules(&mut self) {
        let file = self.own();
        let spec = self.pair.spec.rules;
        let rules = ["rules".to_owned()];
        let Some(Shape::List { items, .. }) =
            edit::find(&self.drafted, &rules).map(|one| &one.shape)
        else {
            return self.change(file, &[], Op::Remove("rules".to_owned()));
        };
        let drafted: Vec<String> = items
            .iter()
            .filter_map(|item| self.pair.drafted.get(item.range.clone()).map(str::to_owned))
            .collect();
        if spec.is_empty() {
            let mut lines = vec!["rules:".to_owned()];
            lines.extend(drafted.iter().map(|rule| format!("  - {rule}")));
            let insert = Op::Insert {
                after: Some("request".to_owned()),
                key: "rules".to_owned(),
                lines: [vec![String::new()], lines].concat(),
            };
            return self.change(file, &[], insert);
        }
        let same = |a: &Rule, b: &Rule| match (a, b) {
            (
                Rule::Span { start, end, .. },
                Rule::Span {
                    start: s, end: e, ..
                },
            ) => start.value == s.value && end.value == e.value,
            (Rule::OneOf(a) | Rule::AnyOf(a), Rule::OneOf(b) | Rule::AnyOf(b)) => {
                let names = |list: &[codegen::place::Spanned<String>]| -> BTreeSet<String> {
                    list.iter().map(|name| name.value.clone()).collect()
                };
                names(a) == names(b)
            }
            _ => false,
        };
        for (index, rule) in spec.iter().enumerate() {
            match self.pair.draft.rules.iter().find(|other| same(rule, other)) {
                Some(Rule::Span { max, .. }) => {
                    let value = self.pair.drafted.get(max.place.start..max.place.end);
                    let (key, value) = ("max".to_owned(), value.unwrap_or_default().to_owned());
                    let after = &["span"];
                    let keys = ["rules".to_owned(), index.to_string()];
                    self.change(file, &keys, Op::Set { key, value, after });
                }
                Some(_) => {}
                None => self.change(file, &rules, Op::Without(index.to_string())),
            }
        }
        for (rule, text) in self.pair.draft.rules.iter().zip(&drafted) {
            if !spec.iter().any(|other| same(other, rule)) {
                self.change(file, &rules, Op::With(text.clone()));
            }
        }
    }
}

/// Whether the page has become more exact than the spec: money, or a time.
fn is_finer(drafted: &Entry<'_>, known: &Entry<'_>) -> bool {
    matches!(
        (known.ty.item, drafted.ty.item),
        (Item::Text, Item::Time)
            | (Item::Int32 | Item::Int64, Item::Money)
            | (Item::Time, Item::Text)
    )
}
