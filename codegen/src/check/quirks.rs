//! The ledger of contradictions: every entry must point at something, and what needs an excuse must have one.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, suggest},
    load::{Api, Field, Named, Raw, Response},
    place::Spanned,
};

/// Checks the ledger against the spec, and the spec against the ledger.
pub fn check(raw: &Raw, api: &Api, diagnostics: &mut Diagnostics) {
    let targets = targets(raw, api);
    let operations: Vec<&str> = raw
        .endpoints
        .iter()
        .map(|endpoint| endpoint.operation.as_str())
        .collect();
    let mut excused = BTreeSet::new();
    for (name, quirk) in &raw.quirks {
        if quirk.about.is_empty() || quirk.pages.is_empty() {
            let message = format!("the quirk `{}` is about nothing", name.value);
            diagnostics.push(Diagnostic::new(
                Code::DeadQuirk,
                name.place,
                message,
                "name the pages and what it is about, or remove it",
            ));
        }
        for page in quirk
            .pages
            .iter()
            .filter(|page| !operations.contains(&page.as_str()))
        {
            let message = format!("there is no operation `{}`", page.value);
            diagnostics.push(Diagnostic::new(
                Code::DeadQuirk,
                page.place,
                message,
                suggest(&page.value, operations.iter().copied()),
            ));
        }
        for about in &quirk.about {
            excused.insert(about.as_str());
            if !targets.contains(&about.value) {
                let message = format!(
                    "the quirk points at `{}`, which the spec does not have",
                    about.value
                );
                let help = suggest(
                    &about.value,
                    targets
                        .iter()
                        .map(String::as_str)
                        .filter(|target| near(target, &about.value)),
                );
                diagnostics.push(Diagnostic::new(Code::DeadQuirk, about.place, message, help));
            }
        }
    }
    for_received(raw, api, |path, name, field| {
        needs_excuse(&path, name, field, &excused, diagnostics);
    });
}

/// Whether two paths share their first step, so that listing one for the other helps.
fn near(target: &str, about: &str) -> bool {
    target.split('.').next() == about.split('.').next()
}

/// A field that deviates from the page's tables must be explained by a quirk.
fn needs_excuse(
    path: &str,
    name: &Spanned<String>,
    field: &Field,
    excused: &BTreeSet<&str>,
    diagnostics: &mut Diagnostics,
) {
    if field.source.is_some() && !excused.contains(path) {
        let message = format!(
            "`{}` stands in no table of its page, and no quirk explains it",
            name.value
        );
        let help = format!("add a quirk about `{path}` to quirks.yaml");
        diagnostics.push(Diagnostic::new(Code::DeadQuirk, name.place, message, help));
    }
}

/// Everything that a quirk can be about.
fn targets(raw: &Raw, api: &Api) -> BTreeSet<String> {
    let mut targets: BTreeSet<String> = ["envelope", "envelope.timestamp", "signing", "codes"]
        .map(str::to_owned)
        .into();
    targets.extend(
        api.codes
            .iter()
            .map(|(number, _)| format!("code {}", number.value)),
    );
    let endpoints = raw.endpoints.iter();
    targets.extend(api.scalars.iter().map(|(name, _)| name.value.clone()));
    targets.extend(api.enums.iter().map(|(name, _)| name.value.clone()));
    for endpoint in endpoints {
        let operation = &endpoint.operation.value;
        targets.insert(operation.clone());
        targets.insert(format!("{operation}.request"));
        targets.insert(format!("{operation}.response"));
        targets.extend(
            endpoint
                .request
                .iter()
                .map(|(name, _)| format!("{operation}.request.{}", name.value)),
        );
        targets.extend(endpoint.scalars.iter().map(|(name, _)| name.value.clone()));
        targets.extend(endpoint.enums.iter().map(|(name, _)| name.value.clone()));
    }
    for_received(raw, api, |path, _, _| {
        targets.insert(path);
    });
    targets
}

/// Calls `visit` with the path of every field of every response and type.
fn for_received<'a>(
    raw: &'a Raw,
    api: &'a Api,
    mut visit: impl FnMut(String, &'a Spanned<String>, &'a Field),
) {
    let mut record = |prefix: &str, fields: &'a Named<Field>| {
        for (name, field) in fields {
            visit(format!("{prefix}.{}", name.value), name, field);
        }
    };
    for (name, ty) in &api.types {
        record(&name.value, &ty.fields);
    }
    for endpoint in &raw.endpoints {
        if let Response::Fields(object) = &endpoint.response {
            record(
                &format!("{}.response", endpoint.operation.value),
                &object.fields,
            );
        }
        for (name, ty) in &endpoint.types {
            record(&name.value, &ty.fields);
        }
    }
}
