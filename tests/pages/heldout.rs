//! Pages that nobody had in mind: `fixtures/heldout`, whose README says how facts are compared.
//!
//! With `SHOW=seen` (or the other set's name) in the environment, every difference of that set is printed; `!` marks a wrong
//! fact that the draft does not ask to review.

mod lines;

use std::{collections::BTreeSet, env, fs, path::Path};

use serde_json::Value;
use xtask::import::facts::form;

use crate::by_others;
use lines::Lines;
pub(crate) use lines::SOFT;

/// Pages, and how well they have to be read: a little below what is reached.
struct Set {
    /// Below `fixtures/heldout`.
    name: &'static str,
    least_pages: usize,
    least_precision: f64,
    least_recall: f64,
    /// Wrong facts that nothing in the draft asks to review.
    most_unmarked: usize,
}

/// Rules were made with the first in sight.
const SETS: [Set; 2] = [
    Set {
        name: "seen",
        least_pages: 151,
        least_precision: 0.9985,
        least_recall: 0.998,
        most_unmarked: 0,
    },
    Set {
        name: "unseen",
        least_pages: 36,
        least_precision: 0.994,
        least_recall: 0.987,
        most_unmarked: 0,
    },
];

#[derive(Default)]
struct Count {
    pages: usize,
    both: usize,
    missing: usize,
    extra: usize,
    unmarked: usize,
}

impl Count {
    #[expect(clippy::cast_precision_loss, reason = "there are some thousands")]
    fn shares(&self) -> (f64, f64) {
        let share = |of: usize| self.both as f64 / (self.both + of) as f64;
        (share(self.extra), share(self.missing))
    }
}

#[test]
fn pages_that_nobody_had_in_mind_are_read_as_a_careful_reader_would() {
    let shown = env::var("SHOW").unwrap_or_default();
    let mut failed = Vec::new();
    for set in &SETS {
        let mut count = Count::default();
        for page in by_others(set.name) {
            compare(&page, &mut count, shown == set.name);
        }
        let (precision, recall) = count.shares();
        let unmarked = count.unmarked;
        let told = format!(
            "{}: {} pages, precision {precision:.4}, recall {recall:.4}, wrong and unmarked {unmarked}",
            set.name, count.pages
        );
        println!("{told}");
        let good = count.pages >= set.least_pages
            && precision >= set.least_precision
            && recall >= set.least_recall
            && unmarked <= set.most_unmarked;
        if !good {
            failed.push(told);
        }
    }
    assert!(failed.is_empty(), "below the floor: {failed:#?}");
}

fn compare(page: &Path, count: &mut Count, show: bool) {
    let text = fs::read_to_string(page.with_extension("json")).unwrap();
    let facts: Value = serde_json::from_str(&text).unwrap();
    let doubts: Vec<String> = lines::doubts(&facts);
    let stated = Lines::of(&facts);
    let read = crate::read(&page.to_string_lossy(), &fs::read(page).unwrap());
    let form = serde_json::to_value(form(&read)).unwrap();
    let found = Lines::of(&form);

    let mut missing: BTreeSet<&String> = stated.lines.difference(&found.lines).collect();
    let mut extra: BTreeSet<&String> = found.lines.difference(&stated.lines).collect();
    count.both += stated.lines.len() - missing.len() + lines::pair(&mut missing, &mut extra);
    let sure = |line: &&String| !doubts.iter().any(|doubt| line.contains(doubt));
    missing.retain(sure);
    extra.retain(sure);
    let unmarked = extra.iter().filter(|line| !found.is_marked(line));
    count.pages += 1;
    count.missing += missing.len();
    count.extra += extra.len();
    count.unmarked += unmarked.count();
    let ordered = lines::in_same_order(&facts, &form);
    if ordered {
        count.both += 1;
    } else {
        count.missing += 1;
        count.extra += 1;
    }
    if show {
        println!("{}", page.display());
        if !ordered {
            println!("  the request is in another order");
        }
        for line in missing {
            println!("  - {line}");
        }
        for line in extra {
            let mark = if found.is_marked(line) { '+' } else { '!' };
            println!("  {mark} {line}");
        }
    }
}
