//! What one call tells of the network, the clock, the allow list and the key at the platform.

use std::error::Error as StdError;
use std::io;

use super::{BEFORE, Finding, Findings};
use crate::cli::facts::{Command, Kind};
use crate::cli::failure::{Failure, reason};
use crate::cli::{session, values};
use crate::client::Client;
use crate::client::untyped::{self, Probe};
use crate::clock::{Clock as _, SystemClock};
use crate::error::{ApiError, Error, TransportErrorKind};
use crate::generated::cli::COMMANDS;
use crate::wire::{Record, Slot};

/// A clock that is off by more is told. Less is hardly to be told from the time on the way.
const CLOCK_MILLIS: u64 = 30_000;

/// Makes a call, and tells what came of it.
pub fn look_at_platform(client: &Client, findings: &mut Findings) -> Result<(), Failure> {
    let Some((command, request)) = COMMANDS
        .iter()
        .find_map(|command| Some((command, harmless(command)?)))
    else {
        findings.push((
            "network",
            Finding::Unknown("no endpoint can be called without knowing more"),
        ));
        return Ok(());
    };
    let (probe, clock) = session::run(async {
        let attempt = || untyped::probe(client, command.operation, &*request, command.make.answer);
        let first = attempt().await;
        let refused = is_about_time(&first);
        let clock = look_at_clock(&first, refused);
        // The client goes by the platform's time now: what else is wrong can be seen.
        let probe = if refused { attempt().await } else { first };
        Ok((probe, clock))
    })?;
    diagnose(&probe, clock, findings);
    Ok(())
}

/// A request that reads and changes nothing, if the endpoint takes one without further knowledge: for a row of the last
/// hour.
fn harmless(command: &Command) -> Option<Box<dyn Record>> {
    let operation = command.operation;
    let window = operation.window.as_ref();
    let mut request = (command.make.request)();
    let shape = request.shape();
    let is_bound = |wire| window.is_some_and(|window| [window.start, window.end].contains(&wire));
    let mut required = shape.fields.iter().filter(|field| !field.optional);
    if !operation.idempotent || !required.all(|field| is_bound(field.wire)) {
        return None;
    }
    if let Some(window) = window {
        let argument = command.argument(window.start)?;
        let Kind::Time { offset_minutes, .. } = argument.kind else {
            return None;
        };
        let (start, end) = values::last(3_600, SystemClock.now_millis(), offset_minutes);
        for (wire, time) in [(window.start, start), (window.end, end)] {
            set(&mut *request, wire, &mut |slot| {
                if let Slot::Time(target) = slot {
                    *target = time;
                }
            });
        }
    }
    if let Some(paging) = &operation.paging {
        set(&mut *request, paging.size, &mut |slot| {
            if let Slot::I32(target) = slot {
                *target = 1;
            }
        });
    }
    // What rules between fields ask for is not known here.
    crate::rules::violations(&*request)
        .is_empty()
        .then_some(request)
}

fn set(request: &mut dyn Record, wire: &str, change: &mut dyn FnMut(Slot<'_>)) {
    let Some(index) = request.shape().position(wire) else {
        return;
    };
    request.with_fields(
        &mut |fields| match fields.get_mut(index).map(|field| field.slot()) {
            Some(Slot::Option(option)) => change(option.fill()),
            Some(slot) => change(slot),
            None => {}
        },
    );
}

/// What the attempt tells of the network, the clock, the allow list and the key at the platform.
fn diagnose(probe: &Probe, clock: Finding, findings: &mut Findings) {
    let unknown = || Finding::Unknown(BEFORE);
    let refused = match &probe.result {
        Ok(()) => None,
        Err(Error::Api(refused)) => Some(refused),
        Err(error) => {
            findings.push(("network", lost(error)));
            // Whose time it is, is not known: it counts only if it is far off.
            let is_off = matches!(clock, Finding::Bad(..));
            findings.push(("clock", if is_off { clock } else { unknown() }));
            findings.push(("allow list", unknown()));
            findings.push(("key there", unknown()));
            return;
        }
    };
    let reached = "the platform answers, in the form that is documented";
    findings.push(("network", Finding::Good(reached.to_owned())));
    let about = refused.map(About::of);
    findings.push(("clock", clock));
    let of = |kind, good: &str| match (refused, about) {
        (Some(refused), Some(about)) if about == kind => refusal(refused, kind),
        (None, _) => Finding::Good(good.to_owned()),
        (Some(_), _) => Finding::Unknown("not known: the call was refused for something else"),
    };
    findings.push((
        "allow list",
        of(
            About::Address,
            "this machine's address is on it, or there is none",
        ),
    ));
    findings.push(("application", of(About::App, "the platform knows the id")));
    findings.push((
        "key there",
        of(About::Key, "the platform has the public half of this key"),
    ));
    if let (Some(refused), Some(About::Other)) = (refused, about) {
        findings.push(("call", refusal(refused, About::Other)));
    }
}

/// Whether the platform refused the call for its time.
fn is_about_time(probe: &Probe) -> bool {
    matches!(&probe.result, Err(Error::Api(refused)) if About::of(refused) == About::Clock)
}

/// What a refusal is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Address,
    App,
    Clock,
    Key,
    Other,
}

impl About {
    fn of(refused: &ApiError) -> Self {
        let refusals = &crate::generated::api::API.refusals;
        let code = refused.code().value();
        let kinds = [
            (refusals.address, Self::Address),
            (refusals.app_id, Self::App),
            (refusals.timestamp, Self::Clock),
            (refusals.timestamp_expired, Self::Clock),
            (refusals.signature, Self::Key),
        ];
        let found = kinds.iter().find(|(known, _)| *known == code);
        found.map_or(Self::Other, |(_, about)| *about)
    }
}

fn refusal(refused: &ApiError, about: About) -> Finding {
    let code = refused.code();
    let name = code
        .name()
        .map(|name| format!(" {name}"))
        .unwrap_or_default();
    let words = match refused.message() {
        "" => String::new(),
        words => format!(": {words}"),
    };
    let what = format!("refused with code {}{name}{words}", code.value());
    let more = match about {
        About::Key => {
            " `wallet key show` prints the public key as the platform wants it pasted; hand that in, or name the key whose \
             public half is there"
        }
        About::Address => " Whoever runs this machine's network can tell the address",
        About::App | About::Clock | About::Other => "",
    };
    Finding::Bad(what, format!("{}{more}", refused.help()))
}

fn look_at_clock(probe: &Probe, refused: bool) -> Finding {
    let step = "set this machine's clock, and let it be kept right by the network's time: `timedatectl set-ntp true` on \
                most Linux systems; the client makes up for it, other programs may not";
    let Some(server) = probe.server_millis else {
        return if refused {
            Finding::Bad(
                "the platform refuses this machine's time".to_owned(),
                step.to_owned(),
            )
        } else {
            Finding::Unknown("the answer did not tell the platform's time")
        };
    };
    let off = server.abs_diff(probe.local_millis);
    if off <= CLOCK_MILLIS {
        return if refused {
            Finding::Bad(
                "the platform refuses this machine's time".to_owned(),
                step.to_owned(),
            )
        } else {
            Finding::Good("right, within half a minute of the platform's".to_owned())
        };
    }
    let direction = if server > probe.local_millis {
        "behind"
    } else {
        "ahead of"
    };
    let (minutes, seconds) = (off / 60_000, off / 1_000 % 60);
    Finding::Bad(
        format!("{minutes} min {seconds} s {direction} the platform's"),
        step.to_owned(),
    )
}

/// Why there was no answer, or none from the platform.
fn lost(error: &Error) -> Finding {
    let step = match error {
        Error::Status(_) | Error::Decode(_) => {
            "check the base URL: something answers there, but not as the platform does. It may be another site's domain, lack \
             a part of its path, or a proxy may answer in the platform's place"
        }
        Error::Transport(error) if error.kind() == TransportErrorKind::Tls => {
            "check the base URL: what answers there cannot prove to be that domain. A proxy that looks into connections \
             does this, too, and so does a machine without certificate authorities"
        }
        _ if is_unknown_name(error) => {
            "check how the domain in the base URL is spelt. If other names are not found either, this machine has no \
             network, or no name server"
        }
        Error::Transport(_) | Error::Timeout(_) => {
            "check that this machine has a network, that no firewall is in the way, and the domain and port in the base URL"
        }
        _ => "see the message",
    };
    Finding::Bad(reason(error), step.to_owned())
}

/// Whether the domain's name was not found.
fn is_unknown_name(error: &Error) -> bool {
    let mut next = error.source();
    while let Some(error) = next {
        if error.downcast_ref::<io::Error>().is_none() && error.to_string().contains("dns error") {
            return true;
        }
        next = error.source();
    }
    false
}
