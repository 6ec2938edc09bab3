using System.Text;
using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class ContainerImageCommandTests
{
    private const string Digest = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pull_ThatIsPiped_WritesALineForEachNewState()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines(
            "POST /v1/images/pull",
            """{"status":"Pulling from library/x","layer":"latest"}""",
            """{"status":"Downloading","layer":"a","currentBytes":1,"totalBytes":9}""",
            """{"status":"Downloading","layer":"b","currentBytes":1,"totalBytes":9}""",
            """{"status":"Downloading","layer":"a","currentBytes":5,"totalBytes":9}""",
            """{"status":"Pull complete","layer":"a"}""",
            """{"status":"Digest: sha256:1"}""");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("pull", "x"));

        Assert.Equal("x\n", launcher.Out);
        Assert.Equal("latest: Pulling from library/x\na: Downloading\nb: Downloading\na: Pull complete\nDigest: sha256:1\n", launcher.Error);
        Assert.Equal(["""POST /v1/images/pull {"image":"x"}"""], launcher.Agent.Requests);
    }

    [Fact]
    public async Task Pull_Quietly_PrintsTheNameAlone()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines("POST /v1/images/pull", """{"status":"Pulling","layer":"a"}""");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("pull", "-q", "x:1"));

        Assert.Equal(("x:1\n", ""), (launcher.Out, launcher.Error));
    }

    [Fact]
    public async Task Pull_ThatFails_EndsWithTheAgentsReason()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines(
            "POST /v1/images/pull", """{"error":{"status":404,"title":"T","detail":"No image 'x'.","code":"image_not_found","remedy":"Look."}}""");

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("pull", "x"));

        Assert.Equal(("", "error: No image 'x'.\n  try: Look.\n"), (launcher.Out, launcher.Error));
    }

    [Theory]
    [InlineData("image=rootfs-3.20%3A1&url=https%3A%2F%2Fhost%2Fa.tar", "pull", "https://host/a.tar", "--name", "rootfs-3.20:1")]
    [InlineData("image=my.root_fs-1&url=https%3A%2F%2Fhost%2FMy.root_fs-1.tar.gz%3Fx%3D1", "pull", "https://host/My.root_fs-1.tar.gz?x=1")]
    [InlineData("image=a&url=http%3A%2F%2Fhost%2Fa.tgz&sha256=" + Digest, "pull", "http://host/a.tgz", "--sha256", "sha256:" + Digest)]
    [InlineData("image=b%3A2&url=http%3A%2F%2Fhost%2Fa.tgz&sha256=" + Digest, "import", "http://host/a.tgz", "b:2", "--sha256", Digest)]
    public async Task AnAddress_IsImportedByTheMachine(string query, params string[] arguments)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/images/import", """{"id":"sha256:1","image":"it:latest"}""", StatusCodes.Status201Created);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(arguments));

        Assert.Equal([$"POST /v1/images/import?{query}"], launcher.Agent.Requests);
        Assert.Equal(arguments[0] == "pull" ? "it:latest\n" : "sha256:1\n", launcher.Out);
    }

    [Theory]
    [InlineData("'nonsense' is no SHA-256", "pull", "https://host/a.tar", "--sha256", "nonsense")]
    [InlineData("--sha256 is about an archive", "pull", "busybox", "--sha256", Digest)]
    [InlineData("--name is about an archive", "pull", "busybox", "--name", "x")]
    [InlineData("No name of an image can be made of '/'", "pull", "https://host/")]
    [InlineData("No name of an image can be made of '-'", "import", "-")]
    [InlineData("'is=1' is no filter", "images", "-f", "is=1")]
    [InlineData("Either images are named", "rmi")]
    [InlineData("Either images are named", "rmi", "x", "--dangling")]
    [InlineData("nobody is there to be asked", "rmi", "--dangling")]
    [InlineData("There is no directory 'no/such/dir'", "build", "no/such/dir")]
    [InlineData("Both the directory and its Dockerfile are to come from standard input.", "build", "-f", "-", "-")]
    [InlineData("'-e =x' has no name", "build", ".", "--build-arg", "=x")]
    public async Task ALineThatCannotBeUsed_IsRefusedBeforeAnythingIsDone(string message, params string[] arguments)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        if (arguments.Contains("."))
        {
            arguments[1] = launcher.Place.Directory;
            await File.WriteAllTextAsync(Path.Combine(launcher.Place.Directory, "Dockerfile"), "FROM scratch\n", Cancellation);
        }

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(arguments));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Contains("  try: ", launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Theory]
    [InlineData("error: 'pockr load' reads from standard input, and that is a terminal.", "load")]
    [InlineData("error: 'pockr build -f - .' reads from standard input, and that is a terminal.", "build", "-f", "-", ".")]
    [InlineData("error: 'pockr build -' reads from standard input, and that is a terminal.", "build", "-")]
    public async Task ATerminal_IsNoArchive(string message, params string[] arguments)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.IsInputTerminal = true;

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(arguments));

        Assert.StartsWith(message, launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_AreListedAsDockerDoes()
    {
        await using var launcher = await WithImagesAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("images"));

        Assert.Equal(
            """
            REPOSITORY   TAG     IMAGE ID      CREATED      SIZE
            host:5000/a  1       bbbbbbbbbbbb  2 years ago  4.26MB
            a            latest  bbbbbbbbbbbb  2 years ago  4.26MB
            <none>       <none>  aaaaaaaaaaaa  3 years ago  999B

            """, launcher.Out);
    }

    [Fact]
    public async Task Images_WithDigests_HaveThoseOfTheirRegistry()
    {
        await using var launcher = await WithImagesAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("images", "--digests", "-a"));

        Assert.Equal(
            """
            REPOSITORY   TAG     DIGEST      IMAGE ID      CREATED      SIZE
            host:5000/a  1       sha256:abc  bbbbbbbbbbbb  2 years ago  4.26MB
            a            latest  <none>      bbbbbbbbbbbb  2 years ago  4.26MB
            <none>       <none>  <none>      aaaaaaaaaaaa  3 years ago  999B

            """, launcher.Out);
        Assert.Equal(["GET /v1/images?all=true"], launcher.Agent.Requests);
    }

    [Theory]
    [InlineData("bbbbbbbbbbbb\naaaaaaaaaaaa\n", "-q")]
    [InlineData("bbbbbbbbbbbb\n", "-q", "a")]
    [InlineData("bbbbbbbbbbbb\n", "-q", "host:5000/a:1")]
    [InlineData("", "-q", "a:2")]
    [InlineData("aaaaaaaaaaaa\n", "-q", "--filter", "dangling=true")]
    [InlineData("sha256:bbbbbbbbbbbbbbbb\n", "-q", "--no-trunc", "-f", "dangling=false")]
    public async Task Images_AreChosen(string expected, params string[] arguments)
    {
        await using var launcher = await WithImagesAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(["images", .. arguments]));

        Assert.Equal(expected, launcher.Out);
    }

    [Fact]
    public async Task RemoveImage_TriesAllAndSaysWhatFailed()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/images", "[]").On("DELETE /v1/images", async context =>
        {
            var isThere = context.Request.Query["image"] != "nope";
            context.Response.StatusCode = isThere ? 200 : 404;
            await context.Response.WriteAsync(isThere
                ? $$"""{"untagged":["{{context.Request.Query["image"]}}"],"deleted":["sha256:1"]}"""
                : """{"status":404,"title":"T","detail":"No image 'nope'.","code":"image_not_found","remedy":"Look."}""");
        });

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("rmi", "-f", "nope", "a:1"));

        Assert.Equal("Untagged: a:1\nDeleted: sha256:1\n", launcher.Out);
        Assert.Equal("error: No image 'nope'.\n  try: Look.\n", launcher.Error);
        Assert.Equal(["DELETE /v1/images?image=nope&force=true", "GET /v1/images", "DELETE /v1/images?image=a%3A1&force=true"], launcher.Agent.Requests);
    }

    [Theory]
    [InlineData("Did you mean 'host:5000/a:1'?", "rmi", "host:500/a")]
    [InlineData("Did you mean 'host:5000/a:1'?", "tag", "host:5000/a:2", "b")]
    [InlineData("Did you mean 'host:5000/a:1'?", "history", "host:5000/b")]
    [InlineData("Do this.", "history", "something-else")]
    public async Task AnImageThatIsNotThere_IsPerhapsAnother(string remedy, params string[] arguments)
    {
        await using var launcher = await WithImagesAsync();
        launcher.Agent.OnProblem("DELETE /v1/images", 404, "image_not_found").OnProblem("POST /v1/images/tag", 404, "image_not_found")
            .OnProblem("GET /v1/images/history", 404, "image_not_found");

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync(arguments));

        Assert.Contains(remedy, launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", ExitCodes.Success)]
    [InlineData("n\n", ExitCodes.Failure)]
    [InlineData("", ExitCodes.Failure)]
    public async Task RemoveImage_OfAllUnused_AsksFirst(string answer, int expected)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/images/prune", """{"untagged":[],"deleted":["sha256:1"],"reclaimedBytes":1234}""");
        launcher.IsInputTerminal = true;
        launcher.Input = new MemoryStream(Encoding.ASCII.GetBytes(answer));

        Assert.Equal(expected, await launcher.RunAsync("rmi", "--unused"));

        Assert.Contains("all images without a container", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(expected == ExitCodes.Success ? ["POST /v1/images/prune?all=true"] : [], launcher.Agent.Requests);
    }

    [Fact]
    public async Task Save_WritesTheFileWhenItIsWhole()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/images/save", "the archive");
        var file = Path.Combine(launcher.Place.Directory, "saved.tar");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("save", "a:1", "b", "-o", file));

        Assert.Equal("the archive", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal(["GET /v1/images/save?image=a%3A1&image=b"], launcher.Agent.Requests);
    }

    [Fact]
    public async Task Save_ThatIsCutOff_LeavesTheFileAsItWas()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/images/save", async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync(Cancellation);
            context.Abort();
        });
        var file = Path.Combine(launcher.Place.Directory, "saved.tar");
        await File.WriteAllTextAsync(file, "before", Cancellation);

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("save", "a:1", "-o", file));

        Assert.Equal("before", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal([file], Directory.GetFiles(launcher.Place.Directory));
    }

    [Fact]
    public async Task Save_WhereNothingCanBeWritten_NamesTheFile()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/images/save", "the archive");

        Assert.Equal(ExitCodes.Failure, await launcher.RunAsync("save", "a:1", "-o", "/no/such/dir/file"));

        Assert.StartsWith("error: /no/such/dir/file cannot be opened", launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-o", "-")]
    [InlineData("-o", "/dev/stdout")]
    [InlineData]
    public async Task Save_WritesToAPipe(params string[] arguments)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/images/save", "the archive");
        if (arguments.Contains("/dev/stdout"))
        {
            arguments[1] = "/dev/null"; // what is written into a device is not to replace it
        }

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(["save", "a:1", .. arguments]));

        Assert.Equal(arguments.Contains("/dev/null") ? "" : "the archive", launcher.Out);
        Assert.Equal("", await File.ReadAllTextAsync("/dev/null", Cancellation));
    }

    [Theory]
    [InlineData("load", "POST /v1/images/load")]
    [InlineData("import", "POST /v1/images/import?image=root")]
    public async Task Archives_ComeFromFilesAndFromPipes(string command, string request)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/images/load", """{"images":["a:1"]}""").On("POST /v1/images/import", """{"id":"sha256:1","image":"root:latest"}""", 201);
        var file = Path.Combine(launcher.Place.Directory, "root.tar.xz");
        await File.WriteAllTextAsync(file, "bytes", Cancellation);
        launcher.Input = new MemoryStream("bytes"u8.ToArray());

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(command == "load" ? ["load", "-i", file] : ["import", file]));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(command == "load" ? ["load"] : ["import", "-", "root"]));

        Assert.Equal([$"{request} bytes", $"{request} bytes"], launcher.Agent.Requests);
        Assert.Contains(command == "load" ? "Loaded image: a:1\n" : "sha256:1\n", launcher.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNotThere_IsNamed()
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Failure, await launcher.RunAsync("load", "-i", "/no/such/file"));

        Assert.Contains("error: /no/such/file cannot be opened", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TagCommitAndHistory_AskTheAgent()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent
            .On("POST /v1/images/tag", """{"image":"b:2"}""", 201)
            .On("POST /v1/containers/web/commit", """{"id":"sha256:2","image":"c:latest"}""", 201)
            .On("GET /v1/images/history", $$"""
                [{"id":"sha256:aaaaaaaaaaaaaaaa","createdAt":"2020-01-01T00:00:00Z","createdBy":"RUN  something\tthat is longer than a line of a terminal is","sizeBytes":0,"tags":["a"]},
                 {"createdAt":"2020-01-01T00:00:00Z","createdBy":"x","sizeBytes":1500,"comment":"why","tags":[]}]
                """);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("tag", "a", "b:2"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("commit", "web", "c", "-m", "why", "-a", "me", "-c", "CMD [\"sh\"]", "--pause=false"));
        Assert.Equal("sha256:2\n", launcher.Out);
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("history", "a"));

        Assert.Contains("aaaaaaaaaaaa", launcher.Out, StringComparison.Ordinal);
        Assert.Contains("RUN something that is longer than a line o...  0B", launcher.Out, StringComparison.Ordinal);
        Assert.Contains("1.5kB  why\n", launcher.Out, StringComparison.Ordinal);
        Assert.Equal(
            [
                "POST /v1/images/tag?image=a&name=b%3A2",
                """POST /v1/containers/web/commit {"image":"c","comment":"why","author":"me","pause":false,"changes":["CMD [\u0022sh\u0022]"]}""",
                "GET /v1/images/history?image=a",
            ], launcher.Agent.Requests);
    }

    [Fact]
    public async Task Build_SendsTheContextAndShowsWhatItSays()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        using var context = new MemoryStream();
        launcher.Agent.On("POST /v1/images/build", async http => await http.Response.WriteAsync(
            """{"text":"Step 1"}""" + "\n" + """{"text":"/1 : FROM x\n"}""" + "\n" + """{"imageId":"sha256:1"}""" + "\n"));
        var directory = Directory.CreateDirectory(Path.Combine(launcher.Place.Directory, "context")).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "My"), "FROM scratch\n", Cancellation);
        launcher.Variables["WORD"] = "here";

        var exitCode = await launcher.RunAsync(
            "build", directory, "-f", Path.Combine(directory, "My"), "-t", "a:1", "-t", "b", "--build-arg", "WORD", "--build-arg", "B=2", "--no-cache", "--network", "none", "--target", "last");

        Assert.Equal((0, "sha256:1\n", "Step 1/1 : FROM x\n"), (exitCode, launcher.Out, launcher.Error));
        Assert.StartsWith(
            "POST /v1/images/build?tag=a%3A1&tag=b&dockerfile=My&target=last&buildArg=WORD%3Dhere&buildArg=B%3D2&noCache=true&network=none My",
            launcher.Agent.Requests.Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_WithADockerfileOnStandardInput_SendsItBesideTheContext()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines("POST /v1/images/build", """{"imageId":"sha256:1"}""");
        var directory = Directory.CreateDirectory(Path.Combine(launcher.Place.Directory, "context")).FullName;
        launcher.Input = new MemoryStream("FROM scratch\n"u8.ToArray());

        Assert.Equal((0, ""), (await launcher.RunAsync("build", "-q", "-f", "-", directory), launcher.Error));

        Assert.Matches("^POST /v1/images/build\\?dockerfile=\\.dockerfile\\.[0-9a-f]{20} \\.dockerfile\\.", launcher.Agent.Requests.Single());
    }

    [Fact]
    public async Task Build_WithADockerfileOutside_IsRefused()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        var directory = Directory.CreateDirectory(Path.Combine(launcher.Place.Directory, "context")).FullName;
        var outside = Path.Combine(launcher.Place.Directory, "Dockerfile");
        await File.WriteAllTextAsync(outside, "FROM scratch\n", Cancellation);
        File.CreateSymbolicLink(Path.Combine(directory, "Dockerfile"), outside);

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("build", directory, "-f", outside));
        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("build", directory));
        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("build", directory, "-f", Path.Combine(directory, "None")));

        Assert.Equal(2, launcher.Error.Split("of which alone a build is made").Length - 1);
        Assert.Contains("There is no Dockerfile", launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task Build_WhoseFileCannotBeRead_SaysWhich()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines("POST /v1/images/build", """{"imageId":"sha256:1"}""");
        var directory = Directory.CreateDirectory(Path.Combine(launcher.Place.Directory, "context")).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "Dockerfile"), "FROM scratch\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(directory, ".dockerignore"), "ok\n[oops\n", Cancellation);

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("build", directory));

        Assert.Contains("Line 2 of .dockerignore, '[oops', is no pattern", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_ThatMeetsWhatItCannotRead_NamesItAndSendsNoWholeContext()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines("POST /v1/images/build", """{"imageId":"sha256:1"}""");
        var directory = Directory.CreateDirectory(Path.Combine(launcher.Place.Directory, "context")).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "Dockerfile"), "FROM scratch\n", Cancellation);

        // A name that is no UTF-8, which .NET lists and then does not find.
        var made = await new ProcessRunner().RunAsync(new ProcessCommand("sh", ["-c", "touch \"$0/$(printf 'odd\\377')\"", directory]), Cancellation);
        Assert.True(made.Succeeded, made.Error);

        Assert.Equal(ExitCodes.Failure, await launcher.RunAsync("build", directory));

        await new ProcessRunner().RunAsync(new ProcessCommand("rm", ["-r", directory]), Cancellation); // nor does .NET remove it
        Assert.Contains("odd\ufffd cannot be opened", launcher.Error, StringComparison.Ordinal);
        Assert.Equal("", launcher.Out);
    }

    [Theory]
    [InlineData("", "The agent's answer ended before it was complete.")]
    [InlineData("""{"error":{"status":400,"title":"T","detail":"exit 3","code":"build_failed","remedy":"R."}}""", "exit 3")]
    public async Task Build_ThatDoesNotEndWithAnImage_HasFailed(string line, string message)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines("POST /v1/images/build", """{"text":"Step\n"}""", line);
        launcher.Input = new MemoryStream(new byte[1024]);

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("build", "-"));

        Assert.Equal("", launcher.Out);
        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
    }

    private static async Task<Launcher> WithImagesAsync()
    {
        var now = DateTimeOffset.UtcNow;
        var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/images", $$"""
            [{"id":"sha256:aaaaaaaaaaaaaaaa","tags":[],"sizeBytes":999,"createdAt":"{{now.AddDays(-1200):O}}"},
             {"id":"sha256:bbbbbbbbbbbbbbbb","tags":["host:5000/a:1","a:latest"],"sizeBytes":4261550,"createdAt":"{{now.AddDays(-800):O}}","digests":["host:5000/a@sha256:abc"]}]
            """);
        return launcher;
    }
}
