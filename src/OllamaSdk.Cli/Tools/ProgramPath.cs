using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Tools;

/// <summary>Finds a program in <c>PATH</c>; never in the current directory, where .NET would look first and anybody may have put one.</summary>
internal static class ProgramPath
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="command">Its name, or its full path.</param>
    /// <param name="key">The setting that names it, for the message.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Find(string command, string key)
    {
        var file = command.StartsWith("~/", StringComparison.Ordinal) ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), command[1..]) : command;
        if (Path.IsPathFullyQualified(file))
        {
            return CanRun(file) ? file : throw new UsageException($"{key}: there is no program {file}.");
        }

        if (Path.GetFileName(file) != file)
        {
            throw new UsageException($"{key}: '{command}' is neither a name nor a full path.");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => folder.Trim('"')).Where(Path.IsPathFullyQualified);
        return folders.SelectMany(folder => Names(file).Select(name => Path.Combine(folder, name))).FirstOrDefault(CanRun)
            ?? throw new UsageException($"{key}: there is no program '{command}' in PATH.");
    }

    private static IEnumerable<string> Names(string name) => OperatingSystem.IsWindows() && !Path.HasExtension(name)
        ? (Environment.GetEnvironmentVariable("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").Split(';').Select(extension => name + extension)
        : [name];

    private static bool CanRun(string path) => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(RealPath.Of(path)) & AnyExecute) != 0);
}
