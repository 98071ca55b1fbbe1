//! The tables of a page against its examples, and the page against itself.

mod misplaced;
mod names;
mod places;
mod presence;
mod soft;
mod types;
mod walk;

pub use soft::is_amount;
pub use types::items;

use super::facts::{Facts, Inconsistency, Kind, Root};

/// Compares, and notes in `facts` what was found. `known` was noted while reading; `headers` are captions of tables, and
/// whether their header rows are Chinese.
pub fn compare(facts: &mut Facts, known: Vec<Inconsistency>, headers: &[(String, bool)]) {
    types::unflatten(facts);
    types::settle(facts);
    let mut found = places::resolve(facts, known);
    found.extend(walk::compare(facts));
    if facts.kind == Kind::Endpoint && matches!(facts.root, Root::Data | Root::Rows) {
        let wrapped = facts
            .examples
            .responses
            .iter()
            .any(|response| response.get("data").is_some());
        if wrapped {
            found.push(Inconsistency {
                tag: "no-envelope",
                paths: Vec::new(),
                seen: "the response table lists fields of data only; code, message and data stand in the example".to_owned(),
            });
        }
    }
    found.extend(types::bare_lists(facts, &found));
    found.extend(soft::notes(facts, headers));
    facts.inconsistencies = together(found);
}

/// Joins what has the same tag, the same words and the same parent.
fn together(found: Vec<Inconsistency>) -> Vec<Inconsistency> {
    let parent = |path: &String| path.rsplit_once('.').map(|(parent, _)| parent.to_owned());
    let mut joined: Vec<Inconsistency> = Vec::new();
    for one in found {
        let same = joined.iter_mut().find(|known| {
            known.tag == one.tag
                && known.seen == one.seen
                && known.paths.first().map(parent) == one.paths.first().map(parent)
                && one.paths.iter().all(|path| path.contains('.'))
                && !one.paths.is_empty()
        });
        match same {
            Some(known) => known
                .paths
                .extend(one.paths.into_iter().filter(|path| !path.is_empty())),
            None => joined.push(one),
        }
    }
    for one in &mut joined {
        let mut seen = Vec::new();
        one.paths.retain(|path| {
            let new = !seen.contains(path);
            seen.push(path.clone());
            new
        });
    }
    joined
}

/// Compares pages with each other: a signature that stands under two different texts is none of either.
pub fn across_pages(all: &mut [Facts]) {
    let signed: Vec<(String, String)> = all
        .iter()
        .flat_map(|facts| facts.examples.signatures.clone())
        .collect();
    for facts in all {
        let shared = facts.examples.signatures.iter().any(|(sign, param)| {
            let other = |(known, under): &(String, String)| {
                known == sign && under != param && !sign.is_empty()
            };
            signed.iter().any(other)
        });
        if shared {
            facts.inconsistencies.push(Inconsistency {
                tag: "sign-sample",
                paths: Vec::new(),
                seen: "the same signature stands under two different texts: it is no sample of one"
                    .to_owned(),
            });
        }
    }
}
