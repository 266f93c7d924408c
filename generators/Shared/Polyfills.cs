namespace System.Runtime.CompilerServices;

/// <summary>Lets records compile for netstandard2.0, which does not know <c>init</c>.</summary>
internal static class IsExternalInit;
