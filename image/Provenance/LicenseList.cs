using System.Text;

namespace Pockr.Image.Provenance;

/// <summary>The licences of everything in an image, for people.</summary>
internal sealed class LicenseList(ImageContents image)
{
    public const string WhereTheTextsAre = "Its text is in the machine, in usr/share/doc/PACKAGE/copyright, or in the source package.";

    public string Write()
    {
        var text = new StringBuilder()
            .Append("# Licences in ").Append(image.FullName).Append("\n\n")
            .Append("As each package's makers name them: all of them hold, each for some of the package's files. Debian's texts are in the machine, in\n")
            .Append("`/usr/share/doc/PACKAGE/copyright`; of Alpine's packages, `apk info --license NAME` tells the licence there. Where the source of a\n")
            .Append("package of Debian's has gone from the mirrors, it is kept at https://snapshot.debian.org.\n\n");
        AppendTable(text, "Packages of the distribution", image.Packages);
        AppendTable(text.Append('\n'), "The agent", image.Agent);
        return text.ToString();
    }

    private static void AppendTable(StringBuilder text, string title, IEnumerable<Component> components)
    {
        text.Append("## ").Append(title).Append("\n\n| Name | Version | Licences | Source | Version of the source |\n|---|---|---|---|---|\n");
        foreach (var component in components)
        {
            text.Append("| ").AppendJoin(" | ", RowOf(component).Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }
    }

    private static IEnumerable<string> RowOf(Component component) =>
    [
        component.Name,
        component.Version ?? "",
        component.License.Names.Count == 0 ? "not told" : string.Join("; ", component.License.Names),
        component.Source?.Name ?? "",
        component.Source?.Version ?? "",
    ];
}
