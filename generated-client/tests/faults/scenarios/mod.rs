//! All scenarios, in the order of the table.

mod body;
mod breaks;
mod clock;
mod codes;
mod size;
mod status;
mod time;

pub use clock::{AHEAD, NOW, platform_ahead};
pub use size::LIMIT;
pub use status::ELSEWHERE;

use crate::scenario::Scenario;

/// Scenarios of one kind.
pub struct Group {
    pub title: &'static str,
    pub scenarios: Vec<Scenario>,
}

/// All of them.
pub fn groups() -> Vec<Group> {
    [
        ("The connection is not made, or breaks", breaks::scenarios()),
        ("The server takes too long", time::scenarios()),
        ("The answer is too large", size::scenarios()),
        ("An HTTP status other than 2xx", status::scenarios()),
        (
            "A status of 200, and not what is documented",
            body::scenarios(),
        ),
        ("The platform refuses", codes::scenarios()),
        ("The clocks differ", clock::scenarios()),
    ]
    .map(|(title, scenarios)| Group { title, scenarios })
    .into()
}
