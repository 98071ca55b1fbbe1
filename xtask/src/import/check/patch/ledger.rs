//! Changes of the ledger of quirks.

use codegen::load::Quirk;

use super::{edit::Op, ledger_of, plan::Plan};
use crate::import::{check::Finding, draft};

/// Adds to the ledger what the page says twice differently.
pub fn note(plan: &mut Plan<'_, '_>, finding: &Finding) {
    let name = plan.pair.spec.name;
    let subject = finding.subjects.first().cloned();
    let subject = subject.unwrap_or_else(|| name.to_owned());
    // A field's own name says more than its type's.
    let own = finding.subjects.iter().find(|one| one.contains('.'));
    let about = own.cloned().unwrap_or(subject);
    let text = draft::quirk(
        name,
        &free(plan, finding.tag),
        finding.tag,
        &about,
        &finding.page,
    );
    plan.appended.push_str(&text);
}

/// A field that no table has: added to the entry about such fields, or an entry of its own.
pub fn only_shown(plan: &mut Plan<'_, '_>, subject: &str) {
    let name = plan.pair.spec.name;
    let quirks = &plan.pair.raw.quirks;
    let own = |quirk: &Quirk| has(quirk, name, "example-only");
    if quirks
        .iter()
        .any(|(_, quirk)| own(quirk) && points(quirk, subject))
    {
        return;
    }
    let entry = quirks.iter().find(|(_, quirk)| own(quirk));
    if let (Some((entry, _)), Some(file)) = (entry, ledger_of(plan.sources)) {
        let keys = [entry.value.clone(), "about".to_owned()];
        return plan.change(file, &keys, Op::With(subject.to_owned()));
    }
    let seen = "the example has it, and no table";
    let text = draft::quirk(
        name,
        &free(plan, "example-only"),
        "example-only",
        subject,
        seen,
    );
    plan.appended.push_str(&text);
}

/// What an entry says of `subject` does not stand on the page any more.
pub fn mended(plan: &mut Plan<'_, '_>, entry: &str, subject: &str) {
    if let Some(quirk) = plan.pair.raw.quirks.get(entry) {
        take(plan, entry, quirk, subject, false);
    }
}

/// A table has a field now that only the example had.
pub fn documented(plan: &mut Plan<'_, '_>, subject: &str) {
    let name = plan.pair.spec.name;
    let quirks = &plan.pair.raw.quirks;
    let about = |quirk: &Quirk| has(quirk, name, "example-only") && points(quirk, subject);
    for (entry, quirk) in quirks.iter().filter(|(_, quirk)| about(quirk)) {
        take(plan, &entry.value, quirk, subject, false);
    }
}

/// A field is gone: what the ledger says of it is about nothing.
pub fn gone(plan: &mut Plan<'_, '_>, subject: &str) {
    let quirks = &plan.pair.raw.quirks;
    for (entry, quirk) in quirks.iter().filter(|(_, quirk)| points(quirk, subject)) {
        take(plan, &entry.value, quirk, subject, true);
    }
}

/// Takes a subject out of an entry. With the last of them goes the page, and with the last page, or a subject that there
/// is no more, the entry.
fn take(plan: &mut Plan<'_, '_>, entry: &str, quirk: &Quirk, subject: &str, gone: bool) {
    let Some(file) = ledger_of(plan.sources) else {
        return;
    };
    let own = |part: &str| vec![entry.to_owned(), part.to_owned()];
    plan.taken.insert((entry.to_owned(), subject.to_owned()));
    let taken = |about: &str| plan.taken.contains(&(entry.to_owned(), about.to_owned()));
    let last = quirk.about.value.iter().all(|about| taken(&about.value));
    if !last {
        let subject = subject.to_owned();
        return plan.change(file, &own("about"), Op::Without(subject));
    }
    plan.forget(file, entry);
    if quirk.pages.value.len() > 1 && !gone {
        let name = plan.pair.spec.name.to_owned();
        plan.change(file, &own("pages"), Op::Without(name));
    } else {
        plan.change(file, &[], Op::Remove(entry.to_owned()));
    }
}

fn has(quirk: &Quirk, page: &str, tag: &str) -> bool {
    let own = quirk.pages.value.iter().any(|one| one.value == page);
    own && quirk.tags.iter().any(|one| one.value == tag)
}

fn points(quirk: &Quirk, subject: &str) -> bool {
    quirk.about.value.iter().any(|one| one.value == subject)
}

/// A name for an entry, of which there is none yet.
fn free(plan: &Plan<'_, '_>, tag: &str) -> String {
    let stem = format!("{}_{}", plan.pair.spec.name, tag.replace('-', "_"));
    let taken = |name: &str| {
        plan.pair.raw.quirks.get(name).is_some() || plan.appended.contains(&format!("\n{name}:\n"))
    };
    let mut name = stem.clone();
    let mut count = 2;
    while taken(&name) {
        name = format!("{stem}_{count}");
        count += 1;
    }
    name
}
