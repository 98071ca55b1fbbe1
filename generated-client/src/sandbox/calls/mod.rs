//! The record of the calls that the sandbox has seen.

//!
//! While a call is answered, what is noticed of it is only put aside, raw ([`Seen`]). It becomes a record, with
//! everything sensitive blacked out and with a diagnosis, when somebody looks ([`Lens`]). What is raw never leaves this
//! module.

pub(super) mod curl;
mod diagnosis;
mod lens;
mod mask;
mod names;
mod record;
mod seen;

#[cfg(test)]
mod tests;

pub use self::record::{Diagnosis, RecordedCall, SignedText, Step};

pub(super) use self::lens::Lens;
pub(super) use self::seen::{Seen, Stage};

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// The most calls that are remembered.
const KEPT: usize = 10_000;
/// The most bytes that are remembered of them together. Of calls with the shortened texts that are usual, all have room.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// The numbers of the calls that are remembered: from `first` to `last`. None are where `first` is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: u64,
    pub(super) last: u64,
}

/// A call, raw until somebody looks at it.
enum Entry {
    Raw(Box<Seen>),
    Made(Arc<RecordedCall>),
}

/// A call that is remembered.
struct Slot {
    number: u64,
    weight: usize,
    entry: Mutex<Entry>,
}

impl Slot {
    /// The record, made if need be. Others who want the same record wait.
    fn record(&self, lens: &Lens) -> Arc<RecordedCall> {
        let mut entry = lock(&self.entry);
        match &*entry {
            Entry::Made(record) => Arc::clone(record),
            Entry::Raw(seen) => {
                let record = Arc::new(lens.record(self.number, seen));
                *entry = Entry::Made(Arc::clone(&record));
                record
            }
        }
    }
}

/// The calls that are remembered, the oldest first.
#[derive(Default)]
struct Memory {
    slots: VecDeque<Arc<Slot>>,
    weight: usize,
}

/// The calls. Their numbers follow one another without a gap, also after the record was cleared.
pub(super) struct Calls {
    memory: Mutex<Memory>,
    /// Changed under the lock of `memory`, so that it never tells of what is not there.
    span: watch::Sender<Span>,
    lens: Lens,
}

impl Default for Calls {
    fn default() -> Self {
        Self::new(Lens::default())
    }
}

// Some of these are for the inspector.
#[allow(dead_code)]
impl Calls {
    pub(super) fn new(lens: Lens) -> Self {
        Self {
            memory: Mutex::default(),
            span: watch::Sender::new(Span { first: 1, last: 0 }),
            lens,
        }
    }

    /// Where the sandbox listens, for command lines.
    pub(super) fn set_address(&self, address: SocketAddr) {
        self.lens.set_address(address);
    }

    /// Takes a call that has been answered.
    pub(super) fn note(&self, mut seen: Seen, body: &[u8], answer: &str) {
        seen.finish(body, answer);
        let weight = seen.weight();
        self.remember(weight, |_| Entry::Raw(Box::new(seen)));
    }

    /// Takes a record as it is, and gives it its number.
    pub(super) fn push(&self, call: RecordedCall) {
        self.remember(0, |number| {
            Entry::Made(Arc::new(RecordedCall { number, ..call }))
        });
    }

    fn remember(&self, weight: usize, entry: impl FnOnce(u64) -> Entry) {
        let mut memory = lock(&self.memory);
        let Span { mut first, last } = *self.span.borrow();
        let number = last + 1;
        memory.slots.push_back(Arc::new(Slot {
            number,
            weight,
            entry: Mutex::new(entry(number)),
        }));
        memory.weight += weight;
        while memory.slots.len() > KEPT || memory.weight > MOST_BYTES {
            let Some(oldest) = memory.slots.pop_front() else {
                break;
            };
            memory.weight -= oldest.weight;
            first += 1;
        }
        self.span.send_replace(Span {
            first,
            last: number,
        });
    }

    /// Forgets all calls. The next one has the next number.
    pub(super) fn clear(&self) {
        let mut memory = lock(&self.memory);
        *memory = Memory::default();
        self.span.send_modify(|span| span.first = span.last + 1);
    }

    /// All calls, the oldest first.
    pub(super) fn to_vec(&self) -> Vec<RecordedCall> {
        let calls = self.since(0, usize::MAX);
        calls.iter().map(|call| (**call).clone()).collect()
    }

    /// The call of this number, unless it is forgotten.
    pub(super) fn get(&self, number: u64) -> Option<Arc<RecordedCall>> {
        self.since(number.checked_sub(1)?, 1)
            .pop()
            .filter(|call| call.number == number)
    }

    /// The calls after this number, the oldest first, and at most so many.
    pub(super) fn since(&self, number: u64, limit: usize) -> Vec<Arc<RecordedCall>> {
        self.look(|slots, first| {
            let skipped = number.saturating_add(1).saturating_sub(first);
            let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
            slots.iter().skip(skipped).take(limit).cloned().collect()
        })
    }

    /// The calls before this number, the newest first, and at most so many.
    pub(super) fn before(&self, number: u64, limit: usize) -> Vec<Arc<RecordedCall>> {
        self.look(|slots, first| {
            let older = usize::try_from(number.saturating_sub(first)).unwrap_or(usize::MAX);
            let older = older.min(slots.len());
            slots.range(..older).rev().take(limit).cloned().collect()
        })
    }

    /// The records of the calls that `choose` picks. They are made without holding up calls that come meanwhile.
    fn look(
        &self,
        choose: impl FnOnce(&VecDeque<Arc<Slot>>, u64) -> Vec<Arc<Slot>>,
    ) -> Vec<Arc<RecordedCall>> {
        let chosen = {
            let memory = lock(&self.memory);
            choose(&memory.slots, self.span.borrow().first)
        };
        chosen.iter().map(|slot| slot.record(&self.lens)).collect()
    }

    /// Which calls are remembered.
    pub(super) fn span(&self) -> Span {
        *self.span.borrow()
    }

    /// Tells whenever a call comes, or all are forgotten: await `changed`, then look at the span.
    pub(super) fn subscribe(&self) -> watch::Receiver<Span> {
        self.span.subscribe()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is behind it is whole at all times, whoever panicked.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
