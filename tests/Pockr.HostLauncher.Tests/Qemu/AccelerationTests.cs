using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Images;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;

namespace Pockr.HostLauncher.Tests.Qemu;

public sealed class AccelerationTests : IDisposable
{
    private readonly TemporaryHome _place = new();
    private readonly Notes _notes = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("echo booting; echo 'pockr: probe ok'; exec sleep 600", null)]
    [InlineData("echo booting; exec sleep 600", "a guest gave no sign of life within 0.5 s.")]
    [InlineData("echo noise >&2; echo 'MSR 0x10a' >&2; exit 1", "MSR 0x10a")]
    [InlineData("exit 0", "QEMU ended before the guest had said a word.")]
    public async Task Probe_GoesByWhatTheGuestSays(string script, string? expected)
    {
        _place.WriteImage();
        var runner = new Instead(script);
        var patience = expected is { } text && text.Contains("sign of life", StringComparison.Ordinal) ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromMinutes(1);

        var fault = await new AccelerationProbe(runner, patience).FindFaultAsync(ManifestReader.Read(_place.ImageDirectory), "kvm", Cancellation);

        Assert.Equal(expected, fault);
    }

    [Fact]
    public async Task Choose_FallsBackAndRemembersWhy()
    {
        _place.WriteImage();
        var image = ManifestReader.Read(_place.ImageDirectory);
        var runner = new Instead("echo 'no such device' >&2; exit 1");

        var first = await ChooserOn(runner).ChooseAsync(image, "auto", _notes, Cancellation);
        var second = await ChooserOn(runner).ChooseAsync(image, "auto", _notes, Cancellation);

        Assert.Equal(new Acceleration("tcg", "kvm: no such device", NewlyProbed: true), first);
        Assert.Equal(new Acceleration("tcg", "kvm: no such device"), second);
        Assert.Equal(1, runner.Probes);
    }

    [Fact]
    public async Task Choose_AfterQemuHasChanged_TriesAgain()
    {
        _place.WriteImage();
        var image = ManifestReader.Read(_place.ImageDirectory);
        var runner = new Instead("echo 'pockr: probe ok'");

        await ChooserOn(runner).ChooseAsync(image, "auto", _notes, Cancellation);
        runner.Version = "QEMU emulator version 9";
        var found = await ChooserOn(runner).ChooseAsync(image, "auto", _notes, Cancellation);

        Assert.Equal(new Acceleration("kvm", NewlyProbed: true), found);
        Assert.Equal(2, runner.Probes);
    }

    [Fact]
    public async Task Choose_OfANamedOne_TriesNothing()
    {
        _place.WriteImage();
        var runner = new Instead("exit 1");

        var chosen = await ChooserOn(runner).ChooseAsync(ManifestReader.Read(_place.ImageDirectory), "tcg", _notes, Cancellation);

        Assert.Equal((new Acceleration("tcg"), 0), (chosen, runner.Probes));
    }

    public void Dispose() => _place.Dispose();

    private AccelerationChooser ChooserOn(Instead runner) =>
        new(_place.Home, runner, new AccelerationProbe(runner, TimeSpan.FromMinutes(1)), _ => ["kvm"]);

    /// <summary>A real process, but a shell's in place of QEMU's.</summary>
    private sealed class Instead(string script) : IProcessRunner
    {
        private readonly ProcessRunner _real = new();

        public int Probes { get; private set; }

        public string Version { get; set; } = "QEMU emulator version 7.2";

        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken) =>
            Task.FromResult(new ProcessResult(command, 0, Version + "\n", ""));

        public void Detach(ProcessCommand command, params IEnumerable<(string Name, string Value)> variables) => throw new NotSupportedException();

        public IRunningProcess Start(ProcessCommand command)
        {
            Probes++;
            return _real.Start(new ProcessCommand("sh", ["-c", script]));
        }
    }

    private sealed class Notes : IBootReporter
    {
        public void Stage(string stage)
        {
        }

        public void Note(string text)
        {
        }
    }
}
