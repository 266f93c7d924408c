using OllamaSdk.Faults.Figures;
using OllamaSdk.Faults.Mutations;
using OllamaSdk.Faults.Table;
using OllamaSdk.Tests.Faults;

switch (args)
{
    case ["table", var results, .. var rest]:
        return FaultPage.Write(results, check: rest.Contains("--check"));
    case ["figures", .. var rest]:
        return await FigureProgram.RunAsync(record: rest.Contains("--record"), rest.Where(word => !word.StartsWith('-')).ToList());
    case ["flood", var kind]:
        await FloodServer.RunAsync(kind);
        return 0;
    case ["endless", var client, var streamed, var server]:
        await EndlessCalls.RunAsync(Enum.Parse<Client>(client), bool.Parse(streamed), new Uri(server));
        return 0;
    case ["mutations", .. var rest]:
        return await MutationCheck.RunAsync(record: rest.Contains("--record"), rest.Where(word => !word.StartsWith('-')).ToList());
    default:
        Console.Error.WriteLine("""
            table FOLDER [--check]         writes the table of docs/faults.md from the results (*.trx) of the tests; --check only compares
            figures [NAME]... [--record]   measures what docs/faults.md tells; --record writes it there
            mutations [ROW]... [--record]  puts faults into a copy of the SDK, one at a time, and looks whether the rows named for each notice
            """);
        return 2;
}
