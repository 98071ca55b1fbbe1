//! The ledger of contradictions: every entry must point at something, and what needs an excuse must have one.

use std::collections::{BTreeMap, BTreeSet};

use super::repeated::Repeated;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, nearest, suggest},
    load::{Field, Named, Quirk, Raw, Response, TAGS},
    place::{Place, Spanned},
};

/// How to mend a path that has nothing to do with any that there is.
const HOW_TO_POINT: &str = "write what the spec has: `operation.request.field`, `operation.response.field`, \
     `notification.field`, `Type.field`, the name of an enum or a scalar, `code 1002` or `envelope`";

/// Checks the ledger against the spec, and the spec against the ledger.
pub fn check(raw: &Raw, diagnostics: &mut Diagnostics) {
    let targets = Targets::of(raw);
    let pages = Pages::of(raw);
    let mut excused = BTreeSet::new();
    let mut dead = Repeated::new();
    // What quirks point at that there is not. A field of that record, if there is one, may have been meant.
    let mut strays: Vec<&str> = Vec::new();
    for (name, quirk) in &raw.quirks {
        for (list, what) in [
            (&quirk.pages, "on no page"),
            (&quirk.about, "about nothing"),
        ] {
            if list.value.is_empty() {
                let message = format!("the quirk `{}` is {what}", name.value);
                let help = "name what it points at, or remove the quirk";
                diagnostics.push(Diagnostic::new(Code::DeadQuirk, list.place, message, help));
            }
        }
        if pages.whole {
            check_pages(quirk, &pages, &targets, &mut dead);
        }
        check_tags(quirk, diagnostics);
        for about in &quirk.about.value {
            excused.insert(about.as_str());
            if !targets.have(&about.value) {
                let meant = targets.point(about, &mut dead);
                strays.extend(meant.is_none().then(|| about.as_str()));
                excused.extend(meant);
            }
        }
    }
    dead.report(diagnostics);
    // A quirk that could not be read may be the one that is missed.
    let quirks = raw.quirks.iter().flat_map(|(_, quirk)| &quirk.about.value);
    if raw.quirks.whole && raw.whole && quirks.clone().all(|about| about.read().is_some()) {
        let strayed = |record: &str| {
            let may_be = |stray: &&str| match record_of(stray) {
                Some(of) => of == record || targets.beside(stray).is_empty(),
                None => false,
            };
            strays.iter().any(may_be)
        };
        for (record, fields) in received(raw).filter(|(record, _)| !strayed(record)) {
            for (name, field) in fields {
                let path = format!("{record}.{}", name.value);
                needs_excuse(&path, (name, field), &excused, &raw.quirks, diagnostics);
            }
        }
    }
}

/// A tag that the importer does not know never matches what it finds.
fn check_tags(quirk: &Quirk, diagnostics: &mut Diagnostics) {
    for tag in quirk.tags.iter().filter(|tag| tag.read().is_some()) {
        if !TAGS.contains(&tag.as_str()) {
            let message = format!("`{}` is nothing that the importer finds", tag.value);
            let help = suggest(&tag.value, TAGS);
            diagnostics.push(Diagnostic::new(Code::DeadQuirk, tag.place, message, help));
        }
    }
}

/// What has a page in the documentation.
struct Pages<'a> {
    names: Vec<&'a str>,
    /// What they are, in words.
    what: &'static str,
    /// Whether every name was read.
    whole: bool,
}

impl<'a> Pages<'a> {
    fn of(raw: &'a Raw) -> Self {
        let operations = raw.endpoints.iter().map(|endpoint| &endpoint.operation);
        let notifications = raw.notifications.iter().map(|received| &received.name);
        let mut whole = raw.whole;
        let mut names = Vec::new();
        for name in operations.chain(notifications) {
            whole &= name.read().is_some();
            names.push(name.as_str());
        }
        let what = if raw.notifications.is_empty() {
            "operation"
        } else {
            "operation or notification"
        };
        Self { names, what, whole }
    }
}

fn check_pages(quirk: &Quirk, pages: &Pages<'_>, targets: &Targets, dead: &mut Repeated<String>) {
    for page in &quirk.pages.value {
        if !pages.names.contains(&page.as_str()) {
            let message = format!("there is no {} `{}`", pages.what, page.value);
            let help = suggest(&page.value, pages.names.iter().copied());
            let meant = nearest(&page.value, pages.names.iter().copied());
            let mistake = Diagnostic::new(Code::DeadQuirk, page.place, message, help);
            let there = targets.place_of(meant);
            dead.add(page.value.clone(), mistake.related(there, "declared here"));
        }
    }
}

/// A field that deviates from the page's tables must be explained by a quirk.
fn needs_excuse(
    path: &str,
    (name, field): (&Spanned<String>, &Field),
    excused: &BTreeSet<&str>,
    ledger: &Named<Quirk>,
    diagnostics: &mut Diagnostics,
) {
    let Some(source) = field
        .source
        .as_ref()
        .filter(|source| nearest(&source.value, ["example"]).is_some())
    else {
        return;
    };
    if !excused.contains(path) {
        let name = &name.value;
        let message = format!("`{name}` stands in no table of its page, and no quirk explains it");
        let help = format!("add a quirk about `{path}` to quirks.yaml");
        diagnostics.push(
            Diagnostic::new(Code::DeadQuirk, source.place, message, help)
                .related(ledger.head(), "the ledger begins here"),
        );
    }
}

/// Everything that a quirk can be about.
struct Targets {
    /// Each target, and where it stands.
    places: BTreeMap<String, Place>,
    /// Records of which a field could not be read: any name may be in them.
    open: BTreeSet<String>,
    /// Whether every declaration was read.
    whole: bool,
}

impl Targets {
    fn of(raw: &Raw) -> Self {
        let api = &raw.api;
        let mut targets = Self {
            places: BTreeMap::new(),
            open: BTreeSet::new(),
            whole: raw.whole && api.scalars.whole && api.enums.whole && api.types.whole,
        };
        targets.add("envelope".to_owned(), api.envelope.place);
        targets.add(
            "envelope.timestamp".to_owned(),
            api.envelope.timestamp.place,
        );
        targets.add("signing".to_owned(), api.signing.place);
        targets.add("codes".to_owned(), api.codes.head());
        for (number, _) in &api.codes {
            targets.add(format!("code {}", number.value), number.place);
        }
        targets.add_names("", &api.scalars);
        targets.add_names("", &api.enums);
        for endpoint in &raw.endpoints {
            let operation = &endpoint.operation;
            targets.whole &= operation.read().is_some();
            let name = &operation.value;
            targets.add(name.clone(), operation.place);
            let request = format!("{name}.request");
            targets.add(request.clone(), endpoint.request.head());
            targets.add_names(&request, &endpoint.request);
            let response = format!("{name}.response");
            if let Response::Unread = endpoint.response {
                targets.open.insert(response.clone());
            }
            targets.add(response, operation.place);
            targets.add_names("", &endpoint.scalars);
            targets.add_names("", &endpoint.enums);
        }
        for notification in &raw.notifications {
            let name = &notification.name;
            targets.whole &= name.read().is_some();
            targets.add(name.value.clone(), name.place);
            targets.add_names("", &notification.scalars);
            targets.add_names("", &notification.enums);
        }
        for (name, fields) in received(raw) {
            targets.add_names(&name, fields);
        }
        targets
    }

    fn add(&mut self, path: String, place: Place) {
        self.places.entry(path).or_insert(place);
    }

    /// Adds the names in `names`, each below `parent`.
    fn add_names<T>(&mut self, parent: &str, names: &Named<T>) {
        if !names.whole {
            self.open.insert(parent.to_owned());
        }
        for (name, _) in names {
            let dot = if parent.is_empty() { "" } else { "." };
            self.add(format!("{parent}{dot}{}", name.value), name.place);
        }
    }

    fn have(&self, about: &str) -> bool {
        let parent = record_of(about).unwrap_or_default();
        let may_be = !self.whole || self.open.contains(parent);
        self.places.contains_key(about) || may_be
    }

    /// Reports that `about` points nowhere; gives the target that was probably meant.
    fn point(&self, about: &Spanned<String>, dead: &mut Repeated<String>) -> Option<&str> {
        let text = about.as_str();
        let beside = self.beside(text);
        let meant = if beside.is_empty() {
            let steps = |path: &str| path.matches('.').count();
            let all = self.places.keys().map(String::as_str);
            nearest(text, all.filter(|target| steps(target) == steps(text)))
        } else {
            // In a record that there is, only the field's name is wrong, and must be near by itself.
            let near = nearest(name_of(text), beside.iter().map(|target| name_of(target)));
            near.and_then(|near| {
                beside
                    .iter()
                    .copied()
                    .find(|target| name_of(target) == near)
            })
        };
        let message = format!("the quirk points at `{text}`, which the spec does not have");
        let help = match meant {
            Some(near) => format!("did you mean `{near}`?"),
            None if beside.is_empty() => HOW_TO_POINT.to_owned(),
            None => suggest(name_of(text), beside.into_iter().map(name_of)),
        };
        let mistake = Diagnostic::new(Code::DeadQuirk, about.place, message, help);
        let there = self.place_of(meant);
        dead.add(self.stranger(text), mistake.related(there, "declared here"));
        meant
    }

    /// What is strange about the path `text`: the operation or the type that it begins with, or all of it.
    fn stranger(&self, text: &str) -> String {
        let first = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
        let known = self
            .places
            .keys()
            .any(|target| first(target) == first(text));
        if known { text.to_owned() } else { first(text) }
    }

    /// The targets in the record that the path `text` begins with.
    fn beside(&self, text: &str) -> Vec<&str> {
        let record = record_of(text);
        let all = self.places.keys().map(String::as_str);
        let beside = all.filter(|target| record.is_some() && record_of(target) == record);
        beside.collect()
    }

    /// Where a target stands, if it is one.
    fn place_of(&self, target: Option<&str>) -> Place {
        let place = target.and_then(|target| self.places.get(target));
        place.copied().unwrap_or(Place::NOWHERE)
    }
}

/// The record that a target's path begins with, as in `Type` of `Type.field`.
fn record_of(target: &str) -> Option<&str> {
    target.rsplit_once('.').map(|(record, _)| record)
}

/// The last step of a target's path, as in `field` of `Type.field`.
fn name_of(target: &str) -> &str {
    target.rsplit_once('.').map_or(target, |(_, name)| name)
}

/// Every response, notification and type, by the name that quirks give it.
fn received(raw: &Raw) -> impl Iterator<Item = (String, &Named<Field>)> {
    let shared = raw.api.types.iter();
    let local = raw.endpoints.iter().flat_map(|endpoint| &endpoint.types);
    let notifications = raw.notifications.iter();
    let inside = notifications.flat_map(|notification| &notification.types);
    let types = shared.chain(local).chain(inside);
    let types = types.map(|(name, ty)| (name.value.clone(), &ty.fields));
    let responses = raw.endpoints.iter().filter_map(|endpoint| {
        endpoint.operation.read()?;
        let Response::Fields(object) = &endpoint.response else {
            return None;
        };
        let name = format!("{}.response", endpoint.operation.value);
        Some((name, &object.fields))
    });
    let notifications = raw.notifications.iter().filter_map(|notification| {
        let name = notification.name.read()?;
        Some((name.clone(), &notification.fields))
    });
    types.chain(responses).chain(notifications)
}
