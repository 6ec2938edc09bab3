using System.CommandLine;
using Pockr.Bench;

// Ctrl-C and SIGTERM end what is being measured; then machines are removed, however long that takes.
using var interruption = Interruption.OfThisProcess();
try
{
    var parsed = new BenchCommand().Parse(args);
    if (parsed.Errors.Count > 0)
    {
        throw Failures.Usage(parsed.Errors.Select(error => error.Message));
    }

    return await parsed.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
}
catch (BenchException failure)
{
    Console.Error.WriteLine($"error: {failure.Message}");
    Console.Error.WriteLine($"  try: {failure.Remedy}");
    return 1;
}
catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("Ended before it was done; nothing of it runs any more.");
    return 130;
}
