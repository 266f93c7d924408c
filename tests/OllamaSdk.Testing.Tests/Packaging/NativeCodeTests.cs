using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>No native code of others comes with the packages, and what is called of the system's is listed here.</summary>
[Trait("Category", "Packaging")]
public class NativeCodeTests(PackedLibraries packages)
{
    // Windows' own, for the job object that ends a server which the SDK has started, and for starting the server in it; see WindowsJob and WindowsStart.
    private static readonly string[] s_ours =
    [
        "kernel32 CloseHandle", "kernel32 CreateJobObjectW", "kernel32 CreateProcessW", "kernel32 DeleteProcThreadAttributeList",
        "kernel32 InitializeProcThreadAttributeList", "kernel32 ResumeThread", "kernel32 SetInformationJobObject", "kernel32 UpdateProcThreadAttribute",
    ];

    [Theory]
    [InlineData("OllamaSdk")]
    [InlineData("OllamaSdk.Extensions")]
    [InlineData("OllamaSdk.Extensions.AI")]
    [InlineData("OllamaSdk.Aspire")]
    [InlineData("OllamaSdk.Testing")]
    public async Task A_package_holds_managed_code_only_and_calls_nothing_but_what_is_listed(string package)
    {
        var file = $"{package}.{PackedProjects.Version}.nupkg";
        var files = await packages.Files(file);

        Assert.DoesNotContain(files, IsNative);
        foreach (var library in files.Where(name => name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            var calls = Calls(await packages.Read(file, library), library);
            Assert.Equal(library.EndsWith("/OllamaSdk.dll", StringComparison.Ordinal) ? s_ours : [], calls);
        }
    }

    [Theory]
    [InlineData("OllamaSdk")]
    [InlineData("OllamaSdk.Extensions")]
    [InlineData("OllamaSdk.Extensions.AI")]
    [InlineData("OllamaSdk.Aspire")]
    [InlineData("OllamaSdk.Testing")]
    public async Task Nor_does_anything_else_come_with_it(string package)
    {
        var bill = await Bill.Of(packages, package);
        Assert.NotEmpty(bill.Components);
        foreach (var folder in bill.Components.Select(c => c.Folder).OfType<string>())
        {
            var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).ToArray();
            Assert.NotEmpty(files);
            Assert.DoesNotContain(files, IsNative);
            // The frameworks that a program of today takes.
            foreach (var library in files.Where(IsLibraryOfOurFrameworks))
            {
                Assert.Empty(Calls(await File.ReadAllBytesAsync(Path.Combine(folder, library), TestContext.Current.CancellationToken), library));
            }
        }
    }

    private static bool IsLibraryOfOurFrameworks(string file) =>
        file.EndsWith(".dll", StringComparison.Ordinal) && file.StartsWith("lib/", StringComparison.Ordinal)
        && !file.StartsWith("lib/net4", StringComparison.Ordinal);

    private static bool IsNative(string file) =>
        (file.StartsWith("runtimes/", StringComparison.OrdinalIgnoreCase) && file.Contains("/native/", StringComparison.OrdinalIgnoreCase))
        || Path.GetExtension(file).ToLowerInvariant() is ".so" or ".dylib" or ".a" or ".lib" or ".node" or ".exe" or ".sys";

    /// <summary>The functions outside of .NET that an assembly calls, with their libraries.</summary>
    private static string[] Calls(byte[] assembly, string name)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        Assert.True(file.HasMetadata && file.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.ILOnly), $"{name} is not managed code alone.");
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.MethodDefinitions.Select(metadata.GetMethodDefinition)
                .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
                .Select(method => method.GetImport())
                .Select(import => $"{metadata.GetString(metadata.GetModuleReference(import.Module).Name)} {metadata.GetString(import.Name)}")
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }
}
