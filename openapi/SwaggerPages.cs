using System.Reflection;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Pockr.OpenApi;

/// <summary>Swagger UI as its package carries it, with a page of our own that loads nothing from elsewhere.</summary>
internal static class SwaggerPages
{
    private const string Distribution = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";

    private static readonly string[] s_taken = ["swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png", "LICENSE", "NOTICE"];

    private static readonly string[] s_own = ["index.html", "start.js"];

    public static void WriteTo(PageDirectory pages)
    {
        foreach (var name in s_taken)
        {
            pages.Write($"swagger/{name}", Read(typeof(SwaggerUIOptions).Assembly, Distribution + name));
        }

        foreach (var name in s_own)
        {
            pages.Write($"swagger/{name}", Read(typeof(SwaggerPages).Assembly, $"pages/{name}"));
        }
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no {name}.");
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }
}
