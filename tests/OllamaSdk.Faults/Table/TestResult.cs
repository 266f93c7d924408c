using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OllamaSdk.Faults.Table;

/// <summary>One test case that belongs to a row, by the name of its method.</summary>
/// <param name="Row">The row.</param>
/// <param name="Test">Class and method.</param>
/// <param name="Arguments">What it ran with, as the test platform prints it.</param>
/// <param name="Result">Passed, Failed or NotExecuted.</param>
internal sealed partial record TestResult(string Row, string Test, string Arguments, string Result)
{
    /// <summary>What the results in a folder (*.trx) tell of the matrix.</summary>
    public static IReadOnlyList<TestResult> Read(string folder)
    {
        List<TestResult> results = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.trx", SearchOption.AllDirectories))
        {
            var trx = XDocument.Load(file).Root!;
            foreach (var result in trx.Descendants(trx.Name.Namespace + "UnitTestResult"))
            {
                if (OfRow().Match((string)result.Attribute("testName")!) is { Success: true } name)
                {
                    results.Add(new(name.Groups["row"].Value, $"{name.Groups["class"].Value}.{name.Groups["method"].Value}", name.Groups["arguments"].Value, (string)result.Attribute("outcome")!));
                }
            }
        }

        return results;
    }

    public bool Names(string value) => Regex.IsMatch(Arguments, $@": {value}\b");

    [GeneratedRegex(@"(?<class>\w+)\.(?<method>(?<row>[A-L][0-9]{2})_\w*)(?<arguments>.*)$", RegexOptions.Singleline)]
    private static partial Regex OfRow();
}
