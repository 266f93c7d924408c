using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace OllamaSdk.Launching;

/// <summary>
/// Starts a server inside a job object, so that not even its first child can escape it. .NET's own start has no place for a job; a process that is put
/// into one afterwards may have children by then.
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class WindowsStart
{
    private const nuint HandleList = 0x20002;
    private const nuint JobList = 0x2000D;
    private const int Attributes = 2;
    private const int UseStandardHandles = 0x100;
    // Suspended, with a block of UTF-16 variables, with attributes, without a window.
    private const uint Flags = 0x4 | 0x400 | 0x80000 | 0x8000000;

    /// <param name="program">Its full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">All of its variables.</param>
    /// <exception cref="Win32Exception">Windows refuses.</exception>
    public static StartedProcess Run(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var job = WindowsJob.Create();
        var input = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var errors = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        AnonymousPipeServerStream[] pipes = [input, output, errors];
        try
        {
            nint[] ends = [.. pipes.Select(pipe => pipe.ClientSafePipeHandle.DangerousGetHandle())];
            var process = Create(program, WindowsCommandLine.Join(program, arguments), WindowsCommandLine.Block(environment), ends, job);
            return new StartedProcess(process, process.Id, input, output, errors, job);
        }
        catch
        {
            Array.ForEach(pipes, pipe => pipe.Dispose());
            job.Dispose();
            throw;
        }
        finally
        {
            // Held open here, the ends of the server's output would outlive it.
            Array.ForEach(pipes, pipe => pipe.DisposeLocalCopyOfClientHandle());
        }
    }

    private static Process Create(string program, string line, string variables, nint[] ends, WindowsJob job)
    {
        nuint size = 0;
        // The first call fails, and says how much room the list takes.
        InitializeProcThreadAttributeList(0, Attributes, 0, ref size);
        var list = (nint)NativeMemory.Alloc(size);
        var jobHandle = job.Handle.DangerousGetHandle();
        try
        {
            Check(InitializeProcThreadAttributeList(list, Attributes, 0, ref size));
            try
            {
                fixed (nint* handles = ends)
                fixed (char* block = variables, words = line + '\0')
                {
                    // Of what this process can hand down the server gets its three ends and nothing else, such as another server's.
                    Check(UpdateProcThreadAttribute(list, 0, HandleList, handles, (nuint)(ends.Length * sizeof(nint)), 0, 0));
                    Check(UpdateProcThreadAttribute(list, 0, JobList, &jobHandle, (nuint)sizeof(nint), 0, 0));
                    var startup = new StartupInfo { Size = sizeof(StartupInfo), Flags = UseStandardHandles, Input = ends[0], Output = ends[1], Errors = ends[2], Attributes = list };
                    Check(CreateProcess(program, words, 0, 0, inheritHandles: true, Flags, block, null, in startup, out var created));
                    return Resume(created);
                }
            }
            finally
            {
                DeleteProcThreadAttributeList(list);
            }
        }
        finally
        {
            NativeMemory.Free((void*)list);
            GC.KeepAlive(job);
        }
    }

    private static Process Resume(ProcessInformation created)
    {
        try
        {
            // While it has not begun it cannot have ended, and its number is its own.
            var process = Process.GetProcessById(created.ProcessId);
            // From here on the number no longer matters: .NET holds the process itself, and learns its exit code.
            _ = process.SafeHandle;
            return ResumeThread(created.Thread) == uint.MaxValue ? throw new Win32Exception() : process;
        }
        finally
        {
            CloseHandle(created.Thread);
            CloseHandle(created.Process);
        }
    }

    private static void Check(bool done)
    {
        if (!done)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool InitializeProcThreadAttributeList(nint list, int count, uint flags, ref nuint size);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool UpdateProcThreadAttribute(nint list, uint flags, nuint attribute, void* value, nuint size, nint previous, nint returned);

    [LibraryImport("kernel32")]
    private static partial void DeleteProcThreadAttributeList(nint list);

    [LibraryImport("kernel32", EntryPoint = "CreateProcessW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateProcess(
        string program, char* line, nint processSecurity, nint threadSecurity, [MarshalAs(UnmanagedType.Bool)] bool inheritHandles, uint flags,
        char* environment, string? directory, in StartupInfo startup, out ProcessInformation created);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial uint ResumeThread(nint thread);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CloseHandle(nint handle);

    // STARTUPINFOEXW of winbase.h; what is not set is room.
    [StructLayout(LayoutKind.Sequential)]
    private struct StartupInfo
    {
        public int Size;
        public nint Reserved;
        public nint Desktop;
        public nint Title;
        public int X;
        public int Y;
        public int Width;
        public int Height;
        public int Columns;
        public int Rows;
        public int Fill;
        public int Flags;
        public short ShowWindow;
        public short ReservedLength;
        public nint ReservedBytes;
        public nint Input;
        public nint Output;
        public nint Errors;
        public nint Attributes;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ProcessInformation
    {
        public nint Process;
        public nint Thread;
        public int ProcessId;
        public int ThreadId;
    }
}
