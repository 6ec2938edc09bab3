using System.Text;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Completion;

/// <summary>Scripts that have shells ask <c>pockr complete</c>; what there is to complete, they do not know.</summary>
internal static class CompletionScript
{
    private const string Program = "@PROGRAM@";

    // Bash 3, which macOS has, knows no mapfile. A name that is not ours to complete may be a file's.
    private const string Bash = """
        _pockr() {
            local word
            COMPREPLY=()
            while IFS= read -r word; do
                COMPREPLY+=("$word")
            done < <(@PROGRAM@ complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
        }
        complete -o default -F _pockr pockr

        """;

    private const string Zsh = """
        #compdef pockr
        _pockr() {
            local -a found
            found=(${(f)"$(@PROGRAM@ complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
            if (( ${#found} )); then
                compadd -a found
            else
                _files
            fi
        }
        if [ "$funcstack[1]" = "_pockr" ]; then
            _pockr "$@"
        else
            compdef _pockr pockr
        fi

        """;

    private const string Fish = """
        function __pockr_complete
            set -l words (commandline -opc)
            @PROGRAM@ complete -- $words[2..-1] (commandline -ct) 2>/dev/null
        end
        complete -c pockr -a '(__pockr_complete)'

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName pockr -ScriptBlock {
            param($word, $line, $cursor)
            $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
            $next = if ($word -eq '') { @('--next') } else { @() }
            & @PROGRAM@ complete @next '--' @words 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    private static readonly Dictionary<string, string> s_all = new()
    {
        ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish, ["powershell"] = PowerShell,
    };

    public static IEnumerable<string> Shells => s_all.Keys;

    /// <param name="shell">One of <see cref="Shells"/>.</param>
    /// <param name="program">The program to ask: the one that prints this, wherever it is.</param>
    public static byte[] For(string shell, string program)
    {
        if (!s_all.TryGetValue(shell, out var script))
        {
            throw Failures.Usage($"pockr has no completion for '{shell}'.", $"Use one of {string.Join(", ", Shells)}.");
        }

        var quoted = ShellSyntax.Of(shell, shell: null).Quote(program);
        return Encoding.UTF8.GetBytes(script.ReplaceLineEndings("\n").Replace(Program, quoted, StringComparison.Ordinal));
    }
}
