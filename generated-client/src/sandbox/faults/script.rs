//! Which call meets which fault.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Fault;
use crate::sandbox::random::Random;

/// Keeps what is drawn for faults apart from what is drawn for rows.
const FAULTS: u64 = 0xfa17;

/// The faults that are to come, in order.
pub(in crate::sandbox) struct Script {
    seed: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How many were added since the faults were last cleared: the number of a fault's random sequence.
    added: u64,
    entries: Vec<Entry>,
}

/// A fault, and what it has seen.
struct Entry {
    fault: Arc<Fault>,
    seen: u64,
    taken: u64,
    random: Random,
}

impl Script {
    pub(in crate::sandbox) fn new(seed: u64, faults: Vec<Fault>) -> Self {
        let script = Self {
            seed,
            state: Mutex::default(),
        };
        for fault in faults {
            script.add(fault);
        }
        script
    }

    pub(in crate::sandbox) fn add(&self, fault: Fault) {
        let mut state = self.lock();
        let random = Random::new(self.seed ^ FAULTS, state.added);
        state.added += 1;
        state.entries.push(Entry {
            fault: Arc::new(fault),
            seen: 0,
            taken: 0,
            random,
        });
    }

    pub(in crate::sandbox) fn clear(&self) {
        *self.lock() = State::default();
    }

    /// The fault that a call meets. Each call asks once.
    pub(in crate::sandbox) fn meet(&self, operation: &str) -> Option<Arc<Fault>> {
        let mut state = self.lock();
        state.entries.retain(|entry| !entry.is_used_up());
        let mut entries = state.entries.iter_mut();
        let entry = entries.find_map(|entry| entry.takes(operation).then_some(entry))?;
        Some(Arc::clone(&entry.fault))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that could panic happens while the lock is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn is_used_up(&self) -> bool {
        self.fault.times.is_some_and(|times| self.taken >= times)
    }

    fn takes(&mut self, operation: &str) -> bool {
        let fault = &self.fault;
        if fault.operation.is_some_and(|only| only != operation) {
            return false;
        }
        self.seen += 1;
        let Some(number) = self.seen.checked_sub(fault.skip) else {
            return false;
        };
        let takes = number > 0
            && number.checked_rem(fault.every) == Some(0)
            && happens(fault.probability, &mut self.random);
        self.taken += u64::from(takes);
        takes
    }
}

/// Draws only where there is something to decide.
fn happens(probability: f64, random: &mut Random) -> bool {
    const STEPS: u32 = 1 << 31;
    probability >= 1.0 || {
        let drawn = u32::try_from(random.below(u64::from(STEPS))).unwrap_or(STEPS);
        f64::from(drawn) < probability * f64::from(STEPS)
    }
}
