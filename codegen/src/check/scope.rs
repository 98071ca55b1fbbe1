//! The files of a spec, as far as names declared in one may be used in another.

/// Where a declaration or a use stands: in `api.yaml`, or in the endpoint or the notification with this index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// `api.yaml`: usable everywhere.
    Shared,
    /// An endpoint file: usable there only.
    Endpoint(usize),
    /// A notification's file: usable there only.
    Notification(usize),
}

impl Scope {
    /// What a declaration that stands here belongs to, in words, as seen from `here`.
    #[must_use]
    pub fn owner(self, here: Self) -> &'static str {
        match (self, here) {
            (Self::Endpoint(_), Self::Notification(_)) => "an endpoint",
            (Self::Notification(_), Self::Notification(_)) => "another notification",
            (Self::Notification(_), _) => "a notification",
            (Self::Endpoint(_) | Self::Shared, _) => "another endpoint",
        }
    }
}
