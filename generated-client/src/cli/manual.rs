//! Shell completions and manual pages, made from the same commands.

use std::fs;
use std::io;
use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command as App, ValueHint};
use clap_complete::Shell;
use clap_mangen::Man;

use super::app;
use super::failure::{Exit, Failure};
use super::session;

const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("elvish", Shell::Elvish),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
    ("zsh", Shell::Zsh),
];

/// The commands.
pub fn apps() -> [App; 2] {
    let completions = App::new("completions")
        .about("Prints the completions for a shell")
        .after_help(
            "For bash: wallet completions bash > ~/.local/share/bash-completion/completions/wallet",
        )
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(PossibleValuesParser::new(SHELLS.map(|(word, _)| word)))
                .help("The shell"),
        );
    let man = App::new("man")
        .about("Prints the manual page, or writes one for each command")
        .arg(
            Arg::new("dir")
                .long("dir")
                .value_name("FOLDER")
                .value_hint(ValueHint::DirPath)
                .help("Write wallet.1 and a page for each command into this folder"),
        );
    [completions, man]
}

/// Runs `completions`.
pub fn completions(matches: &ArgMatches) -> Result<(), Failure> {
    let word = matches
        .get_one::<String>("shell")
        .map_or("", String::as_str);
    let shell = SHELLS
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, shell)| *shell);
    let shell =
        shell.ok_or_else(|| Failure::new(Exit::Usage, format!("no completions for `{word}`")))?;
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut app::app(0), "wallet", &mut text);
    session::print(&String::from_utf8_lossy(&text))
}

/// Runs `man`.
pub fn man(matches: &ArgMatches) -> Result<(), Failure> {
    let mut app = app::app(0);
    app.build();
    match matches.get_one::<String>("dir") {
        None => {
            let page = page(&app).map_err(|error| Failure::output("the manual page", &error))?;
            session::print(&String::from_utf8_lossy(&page))
        }
        Some(folder) => {
            let folder = Path::new(folder);
            write_pages(&app, "wallet", folder).map_err(|error| {
                Failure::output(&format!("manual pages into `{}`", folder.display()), &error)
            })
        }
    }
}

fn write_pages(app: &App, name: &str, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join(format!("{name}.1")), page(app)?)?;
    for command in app.get_subcommands() {
        write_pages(command, &format!("{name}-{}", command.get_name()), folder)?;
    }
    Ok(())
}

fn page(app: &App) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(app.clone()).render(&mut page)?;
    Ok(page)
}
