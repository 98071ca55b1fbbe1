//! `wallet key`: makes a pair of keys, shows the public half, and looks at a key.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command as App, ValueHint};

use super::failure::{Exit, Failure};
use super::session::{self, Session};
use super::settings::{self, Found, Origin, Place, Settings};
use crate::signing::{self, SigningKey, VerifyingKey};

/// The command.
pub fn app() -> App {
    App::new("key")
        .about("Makes, shows and checks the merchant's keys")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(new_app())
        .subcommand(show_app())
        .subcommand(check_app())
}

fn new_app() -> App {
    App::new("new")
        .about("Makes a pair of keys: writes the private one, prints the public one as the platform wants it pasted")
        .arg(
            file("file")
                .required(true)
                .help("The file to make for the private key; one that exists is never written over"),
        )
        .arg(
            Arg::new("bits")
                .long("bits")
                .value_name("BITS")
                .value_parser(PossibleValuesParser::new(["2048", "3072", "4096"]))
                .default_value("2048")
                .help("The length of the key"),
        )
}

fn show_app() -> App {
    App::new("show")
        .about("Prints the public key as the platform wants it pasted: Base64 on one line")
        .arg(
            file("file").help(
                "A file with a private or a public key; the key of the settings unless given",
            ),
        )
        .arg(
            Arg::new("pem")
                .long("pem")
                .action(ArgAction::SetTrue)
                .help("Print it as PEM instead"),
        )
}

fn check_app() -> App {
    App::new("check")
        .about("Looks at the private key: what it is, who can read it, and whether it signs")
        .arg(file("file").help("A file with a private key; the key of the settings unless given"))
        .arg(
            file("public")
                .long("public")
                .help("A file with a public key: whether it belongs to the private one"),
        )
}

fn file(name: &'static str) -> Arg {
    Arg::new(name)
        .value_name("FILE")
        .value_hint(ValueHint::FilePath)
}

/// Runs the command.
pub fn run(matches: &ArgMatches, session: &Session) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("new", matches)) => new(matches, session),
        Some(("show", matches)) => show(matches),
        Some(("check", matches)) => check(matches, session),
        _ => Err(Failure::new(
            Exit::Usage,
            "`wallet key` has new, show and check",
        )),
    }
}

fn new(matches: &ArgMatches, session: &Session) -> Result<(), Failure> {
    let path = matches
        .get_one::<String>("file")
        .map(PathBuf::from)
        .unwrap_or_default();
    // The file comes first: making a key takes seconds, and would be for nothing.
    let made = create(&path).map_err(|error| not_made(&path, &error));
    let mut file = made?;
    let bits = matches
        .get_one::<String>("bits")
        .and_then(|bits| bits.parse().ok());
    let written = signing::new_key(bits.unwrap_or(2048)).map_err(Failure::from);
    let written = written.and_then(|(key, pem)| {
        let done = file
            .write_all(pem.as_bytes())
            .and_then(|()| file.sync_all());
        done.map(|()| key)
            .map_err(|error| Failure::output(&format!("`{}`", path.display()), &error))
    });
    let key = match written {
        Ok(key) => key,
        Err(failure) => {
            // Half a key is of no use, and in the way of the next try.
            let _ = std::fs::remove_file(&path);
            return Err(failure);
        }
    };
    session.hint(&format!(
        "the private key is in {}, which only you can read: keep it secret, and keep a copy. This is the public key; \
         paste it where the platform asks for it:",
        path.display()
    ));
    session::print(&format!("{}\n", key.public_key().to_base64_der()))
}

/// A new file that nobody else can read.
fn create(path: &Path) -> io::Result<std::fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn not_made(path: &Path, error: &io::Error) -> Failure {
    let failure = Failure::new(
        Exit::Output,
        format!("cannot make `{}`: {error}", path.display()),
    );
    if error.kind() == io::ErrorKind::AlreadyExists {
        failure.help(
            "a key that is in use would be lost: choose another name, or move the old file away",
        )
    } else {
        failure.help("choose a folder that exists and that you may write to")
    }
}

fn show(matches: &ArgMatches) -> Result<(), Failure> {
    let public = match matches.get_one::<String>("file") {
        None => Settings::load(matches)?.signing_key()?.public_key(),
        Some(path) => match SigningKey::from_pem_file(path) {
            Ok(key) => key.public_key(),
            // What is wrong with it as a private key tells more, unless it is a public one.
            Err(error) => VerifyingKey::from_pem_file(path).map_err(|_| error)?,
        },
    };
    session::print(&if matches.get_flag("pem") {
        public.to_pem()
    } else {
        format!("{}\n", public.to_base64_der())
    })
}

fn check(matches: &ArgMatches, session: &Session) -> Result<(), Failure> {
    let (found, settings);
    let place = if let Some(path) = matches.get_one::<String>("file") {
        found = Found {
            value: Place::File(path.into()),
            from: Origin::Option("file"),
        };
        &found
    } else {
        settings = Settings::load(matches)?;
        let missing = || Failure::new(Exit::Settings, settings::NO_KEY);
        settings.key.as_ref().ok_or_else(missing)?
    };
    let key = settings::read_key(place)?;
    let message = b"wallet key check";
    let signature = key.sign(message)?;
    let works = key.public_key().verify(message, &signature);
    works.map_err(|error| Failure::new(Exit::Failed, format!("the key signs wrongly: {error}")))?;
    let mut lines = vec![
        format!("private key  {}", where_is(place)),
        format!("length       {} bits", key.bits()),
        format!(
            "fingerprint  {} (of the public half)",
            key.public_key().fingerprint()
        ),
        "signs        yes, and the public half verifies it".to_owned(),
    ];
    if let Some(path) = matches.get_one::<String>("public") {
        if VerifyingKey::from_pem_file(path)? != key.public_key() {
            let message = format!("the public key in `{path}` belongs to another private key");
            return Err(Failure::new(Exit::Mismatch, message)
                .help("`wallet key show` prints the public key that belongs to this one"));
        }
        lines.push(format!("public key   {path} belongs to it"));
    }
    session::print(&format!("{}\n", lines.join("\n")))?;
    if let Some(warning) = exposed(place) {
        session.note(&warning);
    }
    Ok(())
}

/// Where a key is, for people.
pub fn where_is(found: &Found<Place>) -> String {
    match (&found.value, &found.from) {
        (Place::File(path), Origin::Option("file")) => path.display().to_string(),
        (Place::File(path), from) => format!("{} (from {from})", path.display()),
        (Place::Text(_), from) => format!("in {from}"),
    }
}

/// A warning where others can read the key's file.
#[cfg(unix)]
pub fn exposed(found: &Found<Place>) -> Option<String> {
    use std::os::unix::fs::PermissionsExt as _;

    let Place::File(path) = &found.value else {
        return None;
    };
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    (mode & 0o077 != 0).then(|| {
        let path = path.display();
        format!("other users of this machine can get at {path}: chmod 600 {path}")
    })
}

/// A warning where others can read the key's file.
#[cfg(not(unix))]
pub fn exposed(_found: &Found<Place>) -> Option<String> {
    None
}
