using System.Runtime.CompilerServices;
using OllamaSdk.Fuzz.Engine;

namespace OllamaSdk.Fuzz;

internal static class Program
{
    public static int Main(string[] args)
    {
        // Before anything of ours is loaded: an assembly that is in use is not read again.
        Instrumentation.Apply();
        CoverageMap.Prepare();
        return Run(args);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args)
    {
        if (FuzzArguments.Parse(args, out var problem) is { } arguments)
        {
            return new Session(arguments).Run();
        }

        Console.Error.WriteLine(problem);
        return 2;
    }
}
