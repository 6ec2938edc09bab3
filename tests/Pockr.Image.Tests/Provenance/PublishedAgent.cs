using System.IO.Compression;
using System.Text;

namespace Pockr.Image.Tests.Provenance;

/// <summary>A directory like that of the published agent: some parts are there, and some were trimmed away.</summary>
internal static class PublishedAgent
{
    private const string Dependencies =
        """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" },
          "targets": {
            ".NETCoreApp,Version=v10.0": {},
            ".NETCoreApp,Version=v10.0/linux-x64": {
              "guest-agent/0.1.0": { "runtime": { "guest-agent.dll": {} } },
              "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": {
                "runtime": { "System.Runtime.dll": {}, "System.Xml.dll": {} },
                "native": { "libcoreclr.so": {}, "createdump": {} }
              },
              "Left.Over/2.0.0": { "runtime": { "lib/net10.0/Left.Over.dll": {} } },
              "Trimmed.Away/1.0.0": { "runtime": { "lib/net10.0/Trimmed.Away.dll": {} } },
              "Pockr.Contracts/0.1.0": { "runtime": { "Pockr.Contracts.dll": {} } }
            }
          },
          "libraries": {
            "guest-agent/0.1.0": { "type": "project" },
            "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": { "type": "runtimepack" },
            "Left.Over/2.0.0": { "type": "package" },
            "Trimmed.Away/1.0.0": { "type": "package" },
            "Pockr.Contracts/0.1.0": { "type": "project" }
          }
        }
        """;

    public static string Make(string directory)
    {
        Directory.CreateDirectory(Path.Combine(directory, "pages/swagger"));
        string[] names = ["guest-agent", "guest-agent.dll", "guest-agent.r2r.dll", "System.Runtime.dll", "libcoreclr.so", "Left.Over.dll", "Pockr.Contracts.dll", "pages/swagger/start.js.gz"];
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(directory, name), name);
        }

        File.WriteAllText(Path.Combine(directory, "guest-agent.deps.json"), Dependencies);
        using var pages = new GZipStream(File.Create(Path.Combine(directory, "pages/swagger/swagger-ui-bundle.js.gz")), CompressionLevel.Fastest);
        pages.Write(Encoding.ASCII.GetBytes("const e={PACKAGE_VERSION:\"5.33.3\",BUILD_TIME:1}"));
        return directory;
    }
}
