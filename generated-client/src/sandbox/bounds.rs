//! Whether the ends of a window belong to it, which the platform does not document.

use crate::time::civil::DateTime;

/// Whether an end of a window belongs to it; see [`SandboxBuilder::window_bounds`](super::SandboxBuilder::window_bounds).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// A row at that very time lies in the window.
    #[default]
    Inclusive,
    /// A row at that very time lies outside.
    Exclusive,
}

/// Both ends of a window: the start's, and the end's.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    pub(super) start: Bound,
    pub(super) end: Bound,
}

impl Bounds {
    /// Whether a time is not before the window.
    pub(super) fn begun(self, time: DateTime, start: DateTime) -> bool {
        match self.start {
            Bound::Inclusive => time >= start,
            Bound::Exclusive => time > start,
        }
    }

    /// Whether a time is not after the window.
    pub(super) fn open(self, time: DateTime, end: DateTime) -> bool {
        match self.end {
            Bound::Inclusive => time <= end,
            Bound::Exclusive => time < end,
        }
    }
}
