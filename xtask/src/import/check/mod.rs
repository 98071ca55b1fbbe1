//! A page against the spec: what the page adds, drops or changes, and what the spec knows better.

mod differ;
mod patch;

use codegen::{
    diagnostic::Diagnostics,
    load::{self, Endpoint, Field, Named, Notification, Raw, Response},
    source::Sources,
};

pub use patch::patch;

use super::{
    draft::{self, Draft},
    facts::{Facts, Kind},
};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where in the spec, as the ledger would say it: `balance_records.request.size`.
    pub place: String,
    /// What.
    pub what: What,
    /// The entry of the ledger that says why the spec differs from the page, if there is one.
    pub quirk: Option<String>,
}

/// What is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The page has an endpoint that the spec does not have.
    NewEndpoint,
    /// The page documents a field that the spec does not have, or has from the example only.
    Added,
    /// The spec has a field that the page does not have, or shows in the example only.
    Dropped,
    /// A key of a field says something else.
    Changed {
        /// The key.
        key: &'static str,
        /// What the spec says; nothing where it says nothing.
        spec: String,
        /// What the page says.
        page: String,
    },
    /// The page lists a value that the spec does not have.
    ValueAdded(String),
    /// The spec has a value that the page does not list.
    ValueDropped(String),
    /// The page contradicts itself, and the ledger does not know.
    Contradiction {
        /// What kind of thing.
        tag: &'static str,
        /// What was seen.
        seen: String,
    },
    /// A rule that only one of both has.
    Rule {
        /// What the spec says.
        spec: String,
        /// What the page says.
        page: String,
    },
}

/// What a comparison came to.
pub struct Check {
    /// The operation or notification in the spec.
    pub name: String,
    /// What differs.
    pub differences: Vec<Difference>,
    /// What the page would be drafted as.
    pub draft: Option<Draft>,
}

impl Check {
    /// The differences that no entry of the ledger explains.
    pub fn unexplained(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|one| one.quirk.is_none())
    }
}

/// Compares a page with the spec in `sources`.
#[must_use]
pub fn check(facts: &Facts, sources: &Sources) -> Check {
    let raw = load::load(sources, &mut Diagnostics::default());
    let path = facts.path.as_ref().map(|path| path.text.as_str());
    let known = raw
        .endpoints
        .iter()
        .find(|endpoint| Some(endpoint.path.as_str()) == path);
    let notice = || {
        let drafted = draft::sketch(facts, sources, None)
            .map(|draft| draft.name)
            .unwrap_or_default();
        raw.notifications
            .iter()
            .find(|received| drafted.starts_with(received.name.as_str()))
    };
    let (name, notice) = match (facts.kind, known) {
        (Kind::NotAnEndpoint, _) => return nothing(),
        (Kind::Endpoint, Some(known)) => (known.operation.value.clone(), None),
        (Kind::Notification, _) => match notice() {
            Some(received) => (received.name.value.clone(), Some(received)),
            None => return new(facts, sources),
        },
        (Kind::Endpoint, None) => return new(facts, sources),
    };
    let Some(draft) = draft::sketch(facts, sources, Some(&name)) else {
        return nothing();
    };
    let drafted = drafted(sources, &draft);
    let mut differ = differ::Differ::new(&raw, &drafted, &name);
    let other = drafted
        .endpoints
        .iter()
        .find(|endpoint| endpoint.operation.value == name);
    if let (Some(known), Some(other)) = (known, other) {
        differ.endpoints(known, other);
    }
    let other = drafted
        .notifications
        .iter()
        .find(|received| received.name.value == name);
    if let (Some(known), Some(other)) = (notice, other) {
        differ.notifications(known, other);
    }
    let mut differences = differ.found;
    explain(&mut differences, facts, &raw);
    differences.extend(contradictions(facts, &raw, &name));
    Check {
        name,
        differences,
        draft: Some(draft),
    }
}

fn nothing() -> Check {
    Check {
        name: String::new(),
        differences: Vec::new(),
        draft: None,
    }
}

fn new(facts: &Facts, sources: &Sources) -> Check {
    let draft = draft::sketch(facts, sources, None);
    let name = draft
        .as_ref()
        .map(|draft| draft.name.clone())
        .unwrap_or_default();
    let difference = Difference {
        place: name.clone(),
        what: What::NewEndpoint,
        quirk: None,
    };
    Check {
        name,
        differences: vec![difference],
        draft,
    }
}

/// The spec's shared part with the draft alone.
fn drafted(sources: &Sources, draft: &Draft) -> Raw {
    let api = sources
        .files()
        .iter()
        .filter(|file| file.path.ends_with("api.yaml"));
    let api = api.map(|file| (file.path.clone(), file.text.clone()));
    let own = (format!("spec/{}", draft.path), draft.text.clone());
    load::load(
        &Sources::from_texts(api.chain([own])),
        &mut Diagnostics::default(),
    )
}

/// Finds the entry of the ledger for each difference that has one: where the page contradicts itself, and the ledger says how
/// that was read. What a page adds or drops, its limits and its values are always told: the ledger explains how a page was
/// read, not what it may say tomorrow.
fn explain(differences: &mut [Difference], facts: &Facts, raw: &Raw) {
    for one in differences {
        let tags: &[&str] = match &one.what {
            What::Changed { key: "type", .. } => &["type-example", "list-type", "type-odd"],
            What::Changed {
                key: "min_items", ..
            } => &["list-type"],
            What::Changed {
                key: "required", ..
            } => &["missing-in-example", "required-conflict", "cell-missing"],
            _ => continue,
        };
        let name = one.place.rsplit('.').next().unwrap_or_default();
        let here = |path: &String| path.rsplit('.').next() == Some(name) || path.ends_with(".*");
        let contradicts = facts
            .inconsistencies
            .iter()
            .any(|seen| tags.contains(&seen.tag) && seen.paths.iter().any(here));
        if !contradicts {
            continue;
        }
        let about = |quirk: &load::Quirk| {
            quirk
                .about
                .value
                .iter()
                .any(|about| about.value == one.place)
        };
        let quirk = raw.quirks.iter().find(|(_, quirk)| about(quirk));
        one.quirk = quirk.map(|(name, _)| name.value.clone());
    }
}

/// Where the page contradicts itself and no entry of the ledger is about it. What a draft follows is hidden there.
fn contradictions(facts: &Facts, raw: &Raw, name: &str) -> Vec<Difference> {
    let grave = [
        "type-example",
        "name-case",
        "name-differs",
        "enum-case",
        "required-conflict",
        "range-conflict",
    ];
    let known = |path: &str| {
        let field = path.rsplit('.').next().unwrap_or_default();
        let data = format!("{name}.response");
        let abouts = raw.quirks.iter().flat_map(|(_, quirk)| &quirk.about.value);
        let mut abouts = abouts.map(codegen::place::Spanned::as_str);
        abouts.any(|about| {
            about.rsplit('.').next() == Some(field) || (path == "response.data" && about == data)
        })
    };
    let mut found = Vec::new();
    for one in facts
        .inconsistencies
        .iter()
        .filter(|one| grave.contains(&one.tag))
    {
        for path in one.paths.iter().filter(|path| !known(path)) {
            found.push(Difference {
                place: format!("{name}.{path}"),
                what: What::Contradiction {
                    tag: one.tag,
                    seen: one.seen.clone(),
                },
                quirk: None,
            });
        }
    }
    found
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = &self.place;
        let nothing = |text: &str| {
            if text.is_empty() {
                "nothing".to_owned()
            } else {
                format!("`{text}`")
            }
        };
        match &self.what {
            What::NewEndpoint => {
                write!(f, "+ {place}: the spec does not have it; import the page")?;
            }
            What::Added => write!(f, "+ {place}: the page has it, the spec does not")?,
            What::Dropped => write!(f, "- {place}: the spec has it, the page does not")?,
            What::Changed { key, spec, page } => write!(
                f,
                "~ {place}: {key}: the spec says {}, the page {}",
                nothing(spec),
                nothing(page)
            )?,
            What::ValueAdded(value) => write!(f, "+ {place}: the page lists the value `{value}`")?,
            What::ValueDropped(value) => {
                write!(f, "- {place}: the page does not list the value `{value}`")?;
            }
            What::Contradiction { tag, seen } => write!(f, "! {place}: {tag}: {seen}")?,
            What::Rule { spec, page } => write!(
                f,
                "~ {place}: rule: the spec says {}, the page {}",
                nothing(spec),
                nothing(page)
            )?,
        }
        match &self.quirk {
            Some(quirk) => write!(f, " (the spec knows better: {quirk})"),
            None => Ok(()),
        }
    }
}

/// The fields that an endpoint answers with, and the place that the ledger calls them by.
fn answered<'r>(endpoint: &'r Endpoint, raw: &'r Raw) -> Option<(&'r Named<Field>, String)> {
    match &endpoint.response {
        Response::Fields(object) => Some((
            &object.fields,
            format!("{}.response", endpoint.operation.value),
        )),
        Response::List(name) | Response::Object(name) => {
            let ty = endpoint
                .types
                .get(name.as_str())
                .or_else(|| raw.api.types.get(name.as_str()))?;
            Some((&ty.fields, name.value.clone()))
        }
        Response::None | Response::Unread => None,
    }
}

/// What two notifications have in common with endpoints.
fn received(notification: &Notification) -> (&Named<Field>, String) {
    (&notification.fields, notification.name.value.clone())
}
