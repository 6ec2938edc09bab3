using System.Globalization;
using System.Text;
using System.Xml;
using Pockr.Machines.Files;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Judging;

/// <summary>Writes results as the XML file that CI systems read. What a program has printed is in it only as characters XML can have.</summary>
internal static class JUnitReport
{
    private static readonly XmlWriterSettings s_settings = new() { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false };

    public static Task WriteAsync(string path, string program, IReadOnlyList<CaseResult> results) => WholeFile.WriteAsync(Path.GetFullPath(path), stream =>
    {
        Write(stream, PrintableText.Of(program), results);
        return Task.CompletedTask;
    });

    private static void Write(Stream target, string program, IReadOnlyList<CaseResult> results)
    {
        using var xml = XmlWriter.Create(target, s_settings);
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", program);
        xml.WriteAttributeString("tests", Number(results.Count));
        xml.WriteAttributeString("failures", Number(results.Count(result => result.Verdict != Verdict.AC)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString("time", Seconds(results.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.Facts.Duration)));
        foreach (var result in results)
        {
            WriteCase(xml, program, result);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, string program, CaseResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", program);
        xml.WriteAttributeString("name", PrintableText.Of(result.Name));
        xml.WriteAttributeString("time", Seconds(result.Facts.Duration));
        if (result.Detail is { } detail)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", result.Verdict.ToString());
            xml.WriteAttributeString("message", $"{result.Verdict}: {detail}");
            xml.WriteEndElement();
        }

        if (result.ErrorText is { Length: > 0 } error)
        {
            xml.WriteElementString("system-err", error);
        }

        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
