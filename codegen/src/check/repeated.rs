//! Mistakes of one cause that show at several places: told at the first of them, with how many more there are.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};

/// The first mistake of each cause, and how often it was made again.
pub struct Repeated<K> {
    told: BTreeMap<K, (Diagnostic, usize)>,
}

impl<K: Ord> Repeated<K> {
    /// None yet.
    pub fn new() -> Self {
        Self {
            told: BTreeMap::new(),
        }
    }

    /// Adds a mistake, which goes unsaid but for its number if `cause` has had another.
    pub fn add(&mut self, cause: K, mistake: Diagnostic) {
        let entry = self.told.entry(cause);
        entry
            .and_modify(|(_, more)| *more += 1)
            .or_insert((mistake, 0));
    }

    /// Reports one mistake a cause.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        for (mut mistake, more) in self.told.into_values() {
            if more > 0 {
                mistake
                    .message
                    .push_str(&format!(" (and {more} more like it)"));
            }
            diagnostics.push(mistake);
        }
    }
}
