using System.Reflection;
using System.Runtime.Loader;

namespace OllamaSdk.Benchmarks.Against;

/// <summary>One build of the SDK with what it depends on, and <see cref="Probe"/> bound to it: several can be loaded side by side.</summary>
/// <param name="folder">Where the build lies.</param>
internal sealed class SdkContext(string folder) : AssemblyLoadContext
{
    // What comes with the runtime serves every build alike: two copies of it would be a difference of their own.
    private static readonly HashSet<string> Shared =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path)),
    ];

    /// <summary>Which commit the build was made from, as far as it says so.</summary>
    public string Version =>
        LoadFromAssemblyPath(PathOf("OllamaSdk")).GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Listens to the spans and metrics of this build, and of no other.</summary>
    public IDisposable Listen() => Copy(typeof(ProbeListener)).GetMethod(nameof(ProbeListener.Start))!.CreateDelegate<Func<IDisposable>>()();

    /// <summary>A call of <see cref="Probe"/> on a client of this build.</summary>
    public Func<Task<long>> Create(ProbeCall call, HttpMessageHandler handler)
    {
        return Copy(typeof(Probe)).GetMethod(nameof(Probe.Create))!.CreateDelegate<Func<string, HttpMessageHandler, Func<Task<long>>>>()(call.ToString(), handler);
    }

    // A copy of this program, whose references to the SDK are resolved here.
    private Type Copy(Type type) => LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!, throwOnError: true)!;

    protected override Assembly? Load(AssemblyName assemblyName) =>
        !Shared.Contains(assemblyName.Name!) && PathOf(assemblyName.Name!) is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;

    private string PathOf(string assembly) => Path.GetFullPath(Path.Combine(folder, $"{assembly}.dll"));
}
