namespace OllamaSdk.Cli.Tests.Terminals;

public sealed class PtyProgramTests
{
    [Fact]
    public async Task A_program_sees_the_size_and_what_is_typed()
    {
        await using var program = PtyProgram.StartCommand(new CliStart(), 41, 7, "sh", "-c", "stty size; read line; echo \"got $line\"; exit 3");

        await program.Screen.WaitForAsync("7 41");
        await program.TypeAsync("héllo");
        await program.PressAsync(Key.Enter);

        Assert.Equal(3, await program.EndAsync());
        Assert.Equal("7 41\nhéllo\ngot héllo", program.Screen.Text);
    }

    [Fact]
    public async Task Ctrl_C_is_a_signal_and_a_new_size_too()
    {
        await using var program = PtyProgram.StartCommand(
            new CliStart(), 40, 10, "sh", "-c", "trap 'stty size' WINCH; trap 'echo interrupted; exit 9' INT; echo ready; while :; do sleep 0.05; done");

        await program.Screen.WaitForAsync("ready");
        program.Resize(50, 12);
        await program.Screen.WaitForAsync("12 50");
        await program.CtrlAsync('c');

        Assert.Equal(9, await program.EndAsync());
        Assert.Contains("interrupted", program.Screen.Text);
    }

    [Fact]
    public async Task Who_waits_for_what_never_comes_sees_the_screen()
    {
        await using var program = PtyProgram.StartCommand(new CliStart(), 40, 10, "echo", "something else");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => program.Screen.WaitForAsync("never"));

        Assert.Contains("│something else", failure.Message);
    }

    [Fact]
    public async Task The_command_line_runs_in_it()
    {
        await using var program = PtyProgram.Start(new CliStart(), 60, 20, "models", "--demo");

        Assert.Equal(0, await program.EndAsync());
        Assert.StartsWith("╭", program.Screen.Rows[0]);
        Assert.True(program.Screen.StyleOf("NAME").IsBold);
    }
}
