using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;

namespace Leeway.Fuzzing.Loop;

/// <summary>Keeps the current input in a file, which remains if the process dies, and saves findings.</summary>
internal sealed class InputRecorder : IDisposable
{
    /// <summary>Longer inputs are not tried.</summary>
    public const int MaxLength = 1 << 20;

    private readonly string _folder;
    private readonly string _current;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly string _target;

    public InputRecorder(string target)
    {
        _target = target;
        _folder = Path.Combine(Repository.Root, "TestResults", "fuzzing", target);
        Directory.CreateDirectory(_folder);
        _current = Path.Combine(_folder, "current");
        SaveInterrupted();
        _file = MemoryMappedFile.CreateFromFile(_current, FileMode.Create, null, sizeof(int) + MaxLength);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Where the input of a process that died was saved; <see langword="null"/> if none did.</summary>
    public string? Interrupted { get; private set; }

    /// <summary>Records the input that is read next.</summary>
    public void Begin(byte[] input)
    {
        _view.WriteArray(sizeof(int), input, 0, input.Length);
        _view.Write(0, input.Length);
    }

    /// <summary>Saves the input of a finding, and returns the command that repeats it.</summary>
    public string Save(byte[] input) => $"dotnet run -c Release --project tests/Fuzzing -- {_target} --input {Path.GetRelativePath(Repository.Root, Write(input))}";

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        File.Delete(_current);
    }

    /// <summary>The file of the current input exists only if the last process could not delete it.</summary>
    private void SaveInterrupted()
    {
        if (File.Exists(_current))
        {
            byte[] content = File.ReadAllBytes(_current);
            int length = content.Length < sizeof(int) ? 0 : BitConverter.ToInt32(content);
            Interrupted = length > 0 ? Write(content[sizeof(int)..(sizeof(int) + length)]) : null;
        }
    }

    private string Write(byte[] input)
    {
        string path = Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(input))[..16]);
        File.WriteAllBytes(path, input);
        return path;
    }
}
