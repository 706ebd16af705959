"""`obkit completion`: what a shell needs to complete commands and options.

The scripts are made from the parser itself, so they know what this version knows; that takes no
further package, and no start of Python at each press of the tab key.
"""

import argparse
from collections.abc import Iterator

from obkit.cli.terminal import EXIT_DONE

NAME = "completion"
SUMMARY = "Print a script that lets a shell complete commands and options."
EXAMPLES = (
    ("obkit completion bash >> ~/.bashrc", "for bash"),
    ("obkit completion zsh >> ~/.zshrc", "for zsh"),
    ("obkit completion fish > ~/.config/fish/completions/obkit.fish", "for fish"),
)

_BASH = """\
_obkit() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="{commands}"
  else
    case "${{COMP_WORDS[1]}} ${{COMP_WORDS[COMP_CWORD-1]}}" in
{choices}
      *) case "${{COMP_WORDS[1]}}" in
{options}
      esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _obkit obkit
"""
_ZSH = "autoload -U +X bashcompinit && bashcompinit\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("shell", choices=["bash", "zsh", "fish"])


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    commands = _commands(arguments.root)
    if arguments.shell == "fish":
        print("\n".join(_fish(commands)))
    else:
        print((_ZSH if arguments.shell == "zsh" else "") + _bash(commands), end="")
    return EXIT_DONE


_Commands = dict[str, argparse.ArgumentParser]


def _commands(root: argparse.ArgumentParser) -> _Commands:
    return next((menu for action in _actions(root) if (menu := _menu(action))), {})


def _bash(commands: _Commands) -> str:
    choices = [
        f'      "{name} {option}") words="{" ".join(map(str, action.choices))}" ;;'
        for name, parser in commands.items()
        for action in _all_actions(parser)
        if action.choices
        for option in action.option_strings
    ]
    options = [
        f'        {name}) words="{" ".join(_words(parser))}" ;;'
        for name, parser in commands.items()
    ]
    return _BASH.format(
        commands=" ".join(commands),
        choices="\n".join(choices),
        options="\n".join(options),
    )


def _fish(commands: _Commands) -> Iterator[str]:
    for name, parser in commands.items():
        yield (
            f"complete -c obkit -n __fish_use_subcommand -f -a {name} "
            f"-d {_quoted(parser.description or '')}"
        )
        for action in _all_actions(parser):
            for option in action.option_strings:
                long = option.startswith("--")
                flag = f"-l {option[2:]}" if long else f"-s {option[1:]}"
                values = (
                    f" -x -a {_quoted(' '.join(map(str, action.choices)))}"
                    if action.choices
                    else ""
                )
                yield (
                    f"complete -c obkit -n '__fish_seen_subcommand_from {name}' {flag}"
                    f"{values} -d {_quoted(action.help or '')}"
                )


def _words(parser: argparse.ArgumentParser) -> list[str]:
    found: list[str] = []
    for action in _all_actions(parser):
        found += action.option_strings
        if not action.option_strings and action.choices:
            found += map(str, action.choices)
    return list(dict.fromkeys(found))


def _all_actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in _actions(parser):
        yield action
        for sub in _menu(action).values():
            yield from _all_actions(sub)


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001 - argparse has no public way to ask


def _menu(action: argparse.Action) -> _Commands:
    """The commands that an action chooses between; empty where it is an option."""
    choices = action.choices
    return {
        str(name): parser
        for name, parser in (choices.items() if isinstance(choices, dict) else ())
        if isinstance(parser, argparse.ArgumentParser)
    }


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "’") + "'"  # a typeset one needs no escape
