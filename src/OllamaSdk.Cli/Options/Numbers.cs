using System.CommandLine.Parsing;
using System.Globalization;

namespace OllamaSdk.Cli.Options;

/// <summary>Reads the numbers of options. System.CommandLine would name .NET's types in its messages, and take 0,5 for 5.</summary>
internal static class Numbers
{
    public static int? Whole(ArgumentResult result)
    {
        if (int.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        result.AddError($"{Name(result)} takes a whole number, not '{Text(result)}'.");
        return null;
    }

    public static double? Fraction(ArgumentResult result)
    {
        if (double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0)
        {
            return number;
        }

        result.AddError($"{Name(result)} takes a number from 0 on, such as 0.7, not '{Text(result)}'.");
        return null;
    }

    private static string Text(ArgumentResult result) => result.Tokens is [{ Value: var text }] ? text : "";

    private static string Name(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name;
}
