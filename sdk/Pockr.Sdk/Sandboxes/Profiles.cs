using Pockr.Client;

namespace Pockr.Sdk.Sandboxes;

/// <summary>The profiles there are: the six of pocketdock 1.2.6, and one that needs no registry.</summary>
public static class Profiles
{
    private const string Alpine = "alpine:3.21";
    private const string SlimPython = "python:3.12-slim";

    /// <summary>Python, and nothing to spare.</summary>
    public static Profile Python { get; } = new()
    {
        Name = "minimal-python",
        Description = "Python with pip, and bash",
        Base = Alpine,
        Megabytes = 50,
        ApkPackages = ["python3", "py3-pip", "bash"],
        AptPackages = ["python3", "python3-pip", "bash"],
        Setup = [$"mkdir demo && echo '<!doctype html><title>Pockr</title><p>Served from a sandbox.' >demo/index.html"],
    };

    /// <summary>Node.js, and nothing to spare.</summary>
    public static Profile Node { get; } = new()
    {
        Name = "minimal-node",
        Description = "Node.js, and bash",
        Base = "node:22-alpine",
        Megabytes = 160,
        ApkPackages = ["bash"],
        AptPackages = ["bash"],
    };

    /// <summary>Bun, and nothing to spare.</summary>
    public static Profile Bun { get; } = new()
    {
        Name = "minimal-bun",
        Description = "Bun, and bash",
        Base = "oven/bun:1-alpine",
        Megabytes = 130,
        ApkPackages = ["bash"],
        AptPackages = ["bash"],
    };

    /// <summary>What people develop with.</summary>
    public static Profile Dev { get; } = new()
    {
        Name = "dev",
        Description = "Python, git, a compiler and the tools of a shell, with a network",
        Base = SlimPython,
        HasNetwork = true,
        Megabytes = 450,
        ApkPackages = ["python3", "py3-pip", "bash", "curl", "wget", "git", "jq", "vim", "tree", "htop", "less", "build-base"],
        AptPackages = ["bash", "curl", "wget", "git", "jq", "vim-tiny", "tree", "htop", "less", "build-essential"],
        PythonPackages = ["ipython", "requests", "httpx"],
    };

    /// <summary>What programs that write programs ask for.</summary>
    public static Profile Agent { get; } = new()
    {
        Name = "agent",
        Description = "Python with the libraries for data and the web",
        Base = SlimPython,
        Megabytes = 450,
        ApkPackages = ["python3", "py3-pip", "bash", "curl", "jq", "git"],
        AptPackages = ["bash", "curl", "jq", "git"],
        PythonPackages = ["requests", "httpx", "beautifulsoup4", "lxml", "pandas", "numpy", "pyyaml", "toml", "pillow"],
    };

    /// <summary>C and C++, also for boards.</summary>
    public static Profile Embedded { get; } = new()
    {
        Name = "embedded",
        Description = "C and C++ for this machine and for ARM boards, with a network",
        Base = Alpine,
        HasNetwork = true,
        Megabytes = 1500,
        ApkPackages =
        [
            "bash", "gcc", "g++", "musl-dev", "make", "cmake", "ninja", "meson", "gdb", "valgrind", "strace", "python3", "py3-pip",
            "gcc-arm-none-eabi", "newlib-arm-none-eabi",
        ],
        AptPackages =
        [
            "bash", "gcc", "g++", "make", "cmake", "ninja-build", "meson", "gdb", "valgrind", "strace", "python3", "python3-pip",
            "gcc-arm-none-eabi", "libnewlib-arm-none-eabi",
        ],
        PythonPackages = ["platformio"],
    };

    /// <summary>Debian with Python and the tools of a shell. Its base can be made of Debian's packages, where no registry can be reached.</summary>
    public static Profile Debian { get; } = new()
    {
        Name = "debian",
        Description = "Debian with Python, git and the tools of a shell, made of Debian's packages alone",
        Base = $"{Profile.Repository}debian-packages",
        Megabytes = 280,
    };

    /// <summary>All of them; the first is the usual one.</summary>
    public static IReadOnlyList<Profile> All { get; } = [Python, Node, Bun, Dev, Agent, Embedded, Debian];

    /// <summary>Finds a profile.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ResourceNotFoundException">There is none (<see cref="SandboxProblems.ProfileNotFound"/>).</exception>
    public static Profile Parse(string name) => All.FirstOrDefault(profile => profile.Name == name) ?? throw SandboxProblems.NoProfile(name, All);
}
