using System.Runtime.CompilerServices;

namespace Pockr.EndToEnd.Tests;

/// <summary>What the developer at this desk has set for a pockr of his own is nothing to the tests.</summary>
internal static class CleanEnvironment
{
    private static readonly string[] s_variables = ["POCKR_HOME", "POCKR_IMAGE", "POCKR_VM", "DOCKER_HOST", "DOCKER_CONTEXT"];

    [ModuleInitializer]
    public static void Clear()
    {
        foreach (var variable in s_variables)
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }
}
