using System.Xml.Linq;
using Pockr.HostLauncher.Judging;
using Pockr.HostLauncher.Tests.Fakes;

namespace Pockr.HostLauncher.Tests.Judging;

public sealed class JUnitReportTests
{
    [Fact]
    public async Task TheFile_IsXml_WhateverIsInIt()
    {
        using var place = new TemporaryHome();
        var file = Path.Combine(place.Directory, "report.xml");
        var error = new byte[] { (byte)'<', 0, 0x1b, 0xff, (byte)']', (byte)']', (byte)'>', (byte)'\n', 0xef, 0xbf, 0xbf, (byte)'&' };
        var facts = new RunFacts(RunStop.None, 0, false, TimeSpan.FromMilliseconds(1234), null, "x"u8.ToArray(), error);

        await JUnitReport.WriteAsync(file, "<&\"\n\ud800>",
        [
            new CaseResult("a\u0001\n", Verdict.WA, "line 1: expected \"<\", got \"x\"", facts),
            new CaseResult("b", Verdict.AC, null, facts with { ErrorOutput = default }),
        ]);

        var suite = XDocument.Load(file).Root!.Element("testsuite")!;
        Assert.Equal(("<&\"\\n\\u{d800}>", "2", "1", "2.468"), (Of(suite, "name"), Of(suite, "tests"), Of(suite, "failures"), Of(suite, "time")));
        var (wrong, right) = (suite.Elements("testcase").First(), suite.Elements("testcase").Last());
        Assert.Equal(("a\\x01\\n", "1.234"), (Of(wrong, "name"), Of(wrong, "time")));
        Assert.Equal(("WA", "WA: line 1: expected \"<\", got \"x\""), (Of(wrong.Element("failure")!, "type"), Of(wrong.Element("failure")!, "message")));
        Assert.Equal("<\\x00\\x1b\ufffd]]>\n\\u{ffff}&", wrong.Element("system-err")!.Value);
        Assert.Equal("b", Of(right, "name"));
        Assert.Empty(right.Elements());
    }

    private static string Of(XElement element, string attribute) => element.Attribute(attribute)!.Value;
}
