using System.Globalization;

namespace OllamaSdk.OpenApi.Tests;

/// <summary>The same description gives the same bytes on every machine.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void Two_runs_write_the_same_bytes_whatever_the_culture_and_the_line_ends()
    {
        using var first = Workspace.WithRealDescriptions();
        using var second = Workspace.WithRealDescriptions();
        foreach (var path in Directory.GetFiles(second.Descriptions))
        {
            File.WriteAllText(path, File.ReadAllText(path).ReplaceLineEndings("\r\n"));
        }

        Assert.Equal(0, first.Run().ExitCode);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CommasAndTildes();
            Assert.Equal(0, second.Run().ExitCode);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal(first.ReadOutput(), second.ReadOutput());
        Assert.All(first.ReadOutput().Values, text => Assert.DoesNotContain('\r', text));
    }

    private static CultureInfo CommasAndTildes()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        return culture;
    }
}
