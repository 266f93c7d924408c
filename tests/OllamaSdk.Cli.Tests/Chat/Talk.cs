using OllamaSdk.Cli.Tests.Terminals;

namespace OllamaSdk.Cli.Tests.Chat;

/// <summary>A talk in a terminal, with a folder of its own for what is kept.</summary>
internal static class Talk
{
    /// <summary>Begins it, and waits for the prompt.</summary>
    public static async Task<PtyProgram> BeginAsync(string url, Folder home, int columns = 80, int rows = 24, Dictionary<string, string>? variables = null, params string[] args)
    {
        var start = new CliStart { Host = url, Home = home.Path, Variables = variables ?? [] };
        var program = PtyProgram.Start(start, columns, rows, ["chat", "-m", "tiny", .. args]);
        await program.WaitForPromptAsync();
        return program;
    }

    /// <summary>Waits for an empty prompt at the cursor.</summary>
    public static Task WaitForPromptAsync(this PtyProgram program) => program.Screen.WaitForAsync(
        static screen => screen.TakesBracketedPaste && screen.Rows[screen.Cursor.Row] is ">>> " or ">>>" && screen.Cursor.Column == 4, "the prompt");

    /// <summary>Types a line and sends it, and waits until it was answered.</summary>
    public static async Task SayAsync(this PtyProgram program, string text, string answer)
    {
        await program.TypeAsync(text + "\r");
        await program.Screen.WaitForAsync(answer);
        await program.WaitForPromptAsync();
    }

    public static async Task<int> LeaveAsync(this PtyProgram program)
    {
        await program.CtrlAsync('d');
        return await program.EndAsync();
    }
}
