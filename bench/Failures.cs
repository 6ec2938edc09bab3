namespace Pockr.Bench;

/// <summary>All failures of the benchmark in one place, so that their wording can be read side by side.</summary>
internal static class Failures
{
    public static BenchException ToolMissing(string program, Exception cause) => new(
        $"'{program}' cannot be run: {cause.Message}.", "Start the benchmark by './build.sh bench', which sees that what it needs is there.", cause);

    public static BenchException ToolFailed(string commandLine, int exitCode, string error) => new(
        $"'{commandLine}' ended with {exitCode}: {error}", "Run the same command by hand to see all of its output.");

    public static BenchException Usage(IEnumerable<string> findings) => new(
        string.Join(" ", findings), "Use './build.sh bench' with any of '--only SUITE,...', '--count N', '--before DIR', '--quick' and '--document'.");

    public static BenchException Busy(string directory, Exception cause) => new(
        $"Another benchmark is at work in {directory}.", "Wait for it to end: two at once would measure each other.", cause);

    public static BenchException ResultDamaged(string path, string suite, Exception cause) => new(
        $"{path} cannot be read: {cause.Message}", $"Measure it anew with './build.sh bench --only {suite}', or remove the file.", cause);

    public static BenchException NoSection(string path) => new(
        $"{path} has no section for results, between '{Reports.GeneratedSection.Begin}' and '{Reports.GeneratedSection.End}'.",
        "Take the document back as it was committed.");

    public static BenchException ImageMissing(string directory) => new(
        $"There is no image in {directory}.", "Run './build.sh image', or name the directory of one with '--image'.");

    public static BenchException OlderVersionMissing(string suite) => new(
        $"The suite '{suite}' needs an older version to compare this one with.", "Name a working copy of one that has been built with '--before DIR'.");

    public static BenchException OlderVersionUnused(string suite, string checkout) => new(
        $"'--before {checkout}' is for the suite '{suite}' alone, which '--only' leaves out.", $"Name '{suite}' with '--only', too, or leave '--before' out.");

    public static BenchException LauncherNotBuilt(string launcher) => new(
        $"There is no {launcher}: '--before' takes a working copy that has been built.", "Run './build.sh launcher' in it, or './build.sh up' for all that is needed.");

    public static BenchException ImageNotBuilt(string images) => new(
        $"There is no image in {images}: '--before' takes a working copy that has been built.", "Run './build.sh image' in it, or './build.sh up' for all that is needed.");
}
