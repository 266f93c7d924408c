namespace Aspire.Hosting;

/// <summary>Whose graphics cards a container may use.</summary>
public enum OllamaGpu
{
    /// <summary>Those of NVIDIA; the machine needs its container toolkit.</summary>
    Nvidia,

    /// <summary>Those of AMD, by ROCm.</summary>
    Amd,
}
