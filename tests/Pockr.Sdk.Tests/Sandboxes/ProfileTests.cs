using System.Formats.Tar;
using Pockr.Client;
using Pockr.Sdk.Sandboxes;

namespace Pockr.Sdk.Tests.Sandboxes;

public sealed class ProfileTests
{
    [Fact]
    public void TheSixOfPocketdock_AndOneOfDebians_AreThere()
    {
        Assert.Equal(
            ["minimal-python", "minimal-node", "minimal-bun", "dev", "agent", "embedded", "debian"], Profiles.All.Select(profile => profile.Name));
        Assert.Equal(["dev", "embedded"], Profiles.All.Where(profile => profile.HasNetwork).Select(profile => profile.Name));
        Assert.Equal(SandboxProblems.ProfileNotFound, Assert.Throws<ResourceNotFoundException>(() => Profiles.Parse("python")).Code);
    }

    [Fact]
    public void ADockerfile_TakesWhatItsBaseHas_AndEndsAsAUser()
    {
        Assert.Equal(
            """
            ARG BASE=alpine:3.21
            FROM ${BASE}
            USER root
            RUN if command -v apk >/dev/null; then apk add --no-cache python3 py3-pip bash; else export DEBIAN_FRONTEND=noninteractive && apt-get update && apt-get install -y --no-install-recommends python3 python3-pip bash && rm -rf /var/lib/apt/lists/*; fi
            RUN id sandbox >/dev/null 2>&1 || adduser -D sandbox 2>/dev/null || useradd --create-home --shell /bin/bash sandbox
            USER sandbox
            WORKDIR /home/sandbox
            RUN mkdir demo && echo '<!doctype html><title>Pockr</title><p>Served from a sandbox.' >demo/index.html
            CMD ["sleep", "infinity"]

            """,
            Profiles.Python.ToDockerfile());
        Assert.DoesNotContain("apk", Profiles.Debian.ToDockerfile(), StringComparison.Ordinal);
        Assert.Contains("RUN PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --no-cache-dir ipython requests httpx\n", Profiles.Dev.ToDockerfile(), StringComparison.Ordinal);
    }

    [Fact]
    public void ABuild_HasTheDockerfileAndTheBase()
    {
        using var tar = new TarReader(Profiles.Dev.ToContext());
        var entry = tar.GetNextEntry()!;
        using var content = new StreamReader(entry.DataStream!);

        Assert.Equal(("Dockerfile", Profiles.Dev.ToDockerfile()), (entry.Name, content.ReadToEnd()));
        Assert.Equal(["pockr/dev"], Profiles.Dev.BuildOptionsFor("mine:1").Tags);
        Assert.Equal(["BASE=mine:1"], Profiles.Dev.BuildOptionsFor("mine:1").Arguments);
        Assert.Equal(["BASE=python:3.12-slim"], Profiles.Dev.BuildOptionsFor().Arguments);
    }

    [Fact]
    public void ALanguage_IsFoundByItsName()
    {
        Assert.Same(Language.Node, Language.Find("node"));
        Assert.Null(Language.Find("cobol"));
    }

    [Fact]
    public void CodeOfALanguage_IsOneWord() => Assert.Equal(["python3", "-c", "print(1); 'x'"], Language.Python.CommandFor("print(1); 'x'"));
}
