using Muniment.Linkage.Modelling;

namespace Muniment.Tables;

/// <summary>Reads model files.</summary>
public static class ModelFile
{
    const long MostBytes = 64 << 20;

    /// <summary>Reads a model.</summary>
    /// <param name="path">JSON that a run, or Splink, wrote; at most 64 MiB.</param>
    /// <exception cref="BadInputException">The file is missing, too large, or no model this program can run.</exception>
    public static LinkModel Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new BadInputException($"'{path}' is larger than {MostBytes >> 20} MiB, which no model file is. Give the JSON that Splink's save_model_to_json or a Muniment run wrote.");
            return SplinkModel.Parse(File.ReadAllBytes(path));
        }
        catch (ModelException exception)
        {
            throw new BadInputException($"'{path}': {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The model '{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
