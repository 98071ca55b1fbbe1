//! Whether the ends of a window belong to it, which the platform does not document.

use crate::time::{self, civil::DateTime};

/// Whether an end of a window belongs to it; see [`SandboxBuilder::window_bounds`].
///
/// [`SandboxBuilder::window_bounds`]: crate::sandbox::SandboxBuilder::window_bounds
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
pub(in crate::sandbox) struct Bounds {
    pub(in crate::sandbox) start: Bound,
    pub(in crate::sandbox) end: Bound,
}

impl Bounds {
    /// The first and the last second in a window, which is open where it has no time.
    pub(super) fn seconds(self, start: Option<DateTime>, end: Option<DateTime>) -> (i64, i64) {
        let shift = |bound| i64::from(bound == Bound::Exclusive);
        let start = start.map_or(i64::MIN, |time| time::seconds(time) + shift(self.start));
        let end = end.map_or(i64::MAX, |time| time::seconds(time) - shift(self.end));
        (start, end)
    }
}
