using System.CommandLine;
using Pockr.Image.Commands;
using Pockr.Image.Errors;
using Pockr.Image.Processes;

FileModes.SetUsualMask();
var root = new RootCommand("Builds the images of Pockr's virtual machines.")
{
    new BuildCommand(), new ChooseCommand(), new LockCommand(), new BundleCommand(), new BomCommand(), new KeyCommand(), new SignCommand(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (ImageException failure)
{
    Console.Error.WriteLine($"error: {failure.Message}");
    Console.Error.WriteLine($"  try: {failure.Remedy}");
    return 1;
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
{
    // A full disk, above all: .NET's message names the file and the reason.
    Console.Error.WriteLine($"error: {failure.Message}");
    Console.Error.WriteLine("  try: See that the disk has 3 GB free and that the directory can be written to, then build again.");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("error: The build was ended from outside.");
    Console.Error.WriteLine("  try: Run it again; finished steps are kept.");
    return 130;
}
