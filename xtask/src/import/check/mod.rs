//! A page against the spec: what the page adds, drops or changes, and what the spec knows better.
//!
//! The page is drafted as if it were new, and the draft laid beside what the spec has: so whatever the importer settles by
//! itself is no difference, and a page is never at odds with its own draft. Wording and order are not compared. What the
//! importer finds odd about the page is looked up in the ledger: an entry that is tagged with it explains it, and an entry
//! that the page no longer needs is told.

pub mod command;
mod compare;
mod find;
mod ledger;
mod page;
pub mod patch;
mod report;
mod shape;
mod values;

use codegen::{
    load::Raw,
    place::Place,
    source::{Role, Sources},
};

use super::{Facts, draft, facts::Kind};
use page::Page;
use shape::Shape;

/// Something that the page and the spec do not have alike, or that the page does not have alike with itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is, in the words of a quirk's `tags`; `mended`, `documented`, `new-page` and `path` can stand in none.
    pub tag: &'static str,
    /// The field: `request.size`, `response.list[].amount`; empty where it is about the page as a whole.
    pub path: String,
    /// What a quirk about it would point at.
    pub subjects: Vec<String>,
    /// What the spec says.
    pub spec: String,
    /// What the page says.
    pub page: String,
    /// The page's line, if there is one.
    pub line: Option<usize>,
    /// Where the spec says it.
    pub place: Place,
    /// Why what the page says is not sure.
    pub doubts: Vec<String>,
    /// The entry of the ledger that it is about, where the page no longer needs that.
    pub entry: Option<String>,
    /// What is to be done about it.
    pub standing: Standing,
}

/// What a finding comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The spec and the page differ.
    Differs,
    /// They differ, and this quirk says why.
    Known(String),
    /// The spec says more than the page, or the page nothing that the spec could say.
    Note,
    /// It follows from another finding.
    Follows,
}

/// What a check of a page found.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The page's file.
    pub page: String,
    /// The operation or notification that it was compared with.
    pub name: Option<String>,
    /// All that was found.
    pub findings: Vec<Finding>,
}

impl Finding {
    /// Whether the spec and the page differ in it.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.standing == Standing::Differs
    }
}

impl Outcome {
    /// What the spec and the page differ in.
    pub fn differences(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.differs())
    }
}

/// A page beside what the spec has of it.
pub(crate) struct Pair<'a> {
    pub page: &'a Page<'a>,
    pub spec: &'a Shape<'a>,
    pub draft: &'a Shape<'a>,
    pub raw: &'a Raw,
    /// The text of the file that the spec has it in.
    pub text: &'a str,
    /// The text of the draft.
    pub drafted: &'a str,
}

/// Compares the facts of a page with the spec. `name` says with what, where the page's path does not.
#[must_use]
pub fn check(facts: &Facts, sources: &Sources, name: Option<&str>) -> Outcome {
    with_pair(facts, sources, name, |pair| match pair {
        Ok(pair) => Outcome {
            page: facts.page.clone(),
            name: Some(pair.spec.name.to_owned()),
            findings: found(pair),
        },
        Err(finding) => Outcome {
            page: facts.page.clone(),
            name: None,
            findings: finding.into_iter().collect(),
        },
    })
}

/// All that there is to say of a page beside what the spec has of it.
fn found(pair: &Pair<'_>) -> Vec<Finding> {
    ledger::settle(pair, compare::all(pair))
}

/// Hands the page and what the spec has of it to `then`; or says that the spec does not have it.
pub(crate) fn with_pair<T>(
    facts: &Facts,
    sources: &Sources,
    name: Option<&str>,
    then: impl FnOnce(Result<&Pair<'_>, Option<Finding>>) -> T,
) -> T {
    let facts = &draft::as_travels(facts);
    let raw = load(sources);
    let shapes = shape::all(&raw);
    let page = Page::of(facts);
    let spec = find::shape(&page, &shapes, name);
    let (Some(spec), true) = (spec, facts.kind != Kind::NotAnEndpoint) else {
        return then(Err(unknown(facts, name.is_some() || spec.is_some())));
    };
    let Some(drafted) = draft::sketch(facts, sources, Some(spec.name)) else {
        return then(Err(unknown(facts, true)));
    };
    // The draft needs no more of the spec than what all endpoints share.
    let shared = sources
        .files()
        .iter()
        .filter(|file| file.role() == Role::Api);
    let shared = shared.map(|file| (file.path.clone(), file.text.clone()));
    let drafted_file = (format!("spec/{}", drafted.path), drafted.text.clone());
    let drafted_raw = load(&Sources::from_texts(shared.chain([drafted_file])));
    let drafted_shapes = shape::all(&drafted_raw);
    let Some(draft) = drafted_shapes.first() else {
        return then(Err(unknown(facts, true)));
    };
    let file = sources.files().get(spec.place.file);
    then(Ok(&Pair {
        page: &page,
        spec,
        draft,
        raw: &raw,
        text: file.map_or("", |file| file.text.as_str()),
        drafted: &drafted.text,
    }))
}

/// The spec as far as it can be read. That it has mistakes is told before.
fn load(sources: &Sources) -> Raw {
    let mut mistakes = codegen::diagnostic::Diagnostics::default();
    codegen::load::load(sources, &mut mistakes)
}

/// A page that the spec does not have. One that is about neither an endpoint nor a notification has no place in it, unless
/// it was said to be one.
fn unknown(facts: &Facts, expected: bool) -> Option<Finding> {
    let (page, line) = match (facts.kind, &facts.path) {
        (Kind::NotAnEndpoint, _) if !expected => return None,
        (Kind::NotAnEndpoint, _) => ("it is about no endpoint".to_owned(), None),
        (Kind::Notification, _) => ("a notification".to_owned(), None),
        (Kind::Endpoint, Some(path)) => (format!("the endpoint {}", path.text), Some(path.line)),
        (Kind::Endpoint, None) => ("an endpoint without a path".to_owned(), None),
    };
    Some(Finding {
        tag: "new-page",
        path: String::new(),
        subjects: Vec::new(),
        spec: "the spec does not have it".to_owned(),
        page,
        line,
        place: Place::NOWHERE,
        doubts: facts.review.clone(),
        entry: None,
        standing: Standing::Differs,
    })
}
