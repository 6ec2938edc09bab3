using System.Globalization;

namespace Pockr.Bench.Reports;

/// <summary>Numbers with as many digits as mean something.</summary>
internal static class NumberText
{
    public static string Of(double number) => Math.Abs(number) switch
    {
        0 => "0",
        < 1 => Text(number, "0.00"),
        < 20 => Text(number, "0.0"),
        _ => Text(number, "0"),
    };

    public static string Signed(double number) => number > 0 ? $"+{Of(number)}" : Of(number);

    public static string Ratio(double number) => Text(number, number < 10 ? "0.00" : "0.0");

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
